package ioc.sensor.decode;

import org.jspecify.annotations.Nullable;

/**
 * The levels after the group: {@code <type>/<node>[/<device>]}.
 *
 * @param device empty for the node itself
 */
record SparkplugTopic(Type type, String node, String device) {
    enum Type {
        NBIRTH,
        NDEATH,
        NDATA,
        DBIRTH,
        DDEATH,
        DDATA;

        private boolean ofDevice() {
            return name().charAt(0) == 'D';
        }
    }

    /** Null when it is of no use: a command, the state of another host, a wrong number of levels. */
    static @Nullable SparkplugTopic of(String stream) {
        int slash = stream.indexOf('/');
        Type type = slash < 0 ? null : type(stream.substring(0, slash));
        if (type == null) {
            return null;
        }
        int second = stream.indexOf('/', slash + 1);
        String node = stream.substring(slash + 1, second < 0 ? stream.length() : second);
        String device = second < 0 ? "" : stream.substring(second + 1);
        boolean sound = !node.isEmpty() && device.indexOf('/') < 0 && type.ofDevice() == !device.isEmpty();
        return sound ? new SparkplugTopic(type, node, device) : null;
    }

    private static @Nullable Type type(String word) {
        return switch (word) {
            case "NBIRTH" -> Type.NBIRTH;
            case "NDEATH" -> Type.NDEATH;
            case "NDATA" -> Type.NDATA;
            case "DBIRTH" -> Type.DBIRTH;
            case "DDEATH" -> Type.DDEATH;
            case "DDATA" -> Type.DDATA;
            default -> null;
        };
    }

    /** How the mapping lists it: {@code node} or {@code node/device}. */
    String word() {
        return device.isEmpty() ? node : node + '/' + device;
    }
}
