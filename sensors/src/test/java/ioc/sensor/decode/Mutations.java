package ioc.sensor.decode;

import java.util.SplittableRandom;

/** Topics and payloads that are broken in some way, the same ones for the same seed. */
final class Mutations {
    /** For each target; a million in the profile {@code bench}. */
    static final int ROUNDS = Integer.getInteger("fuzz.rounds", 5_000);

    private Mutations() {}

    /** A topic that is changed at one place. */
    static String of(String topic, SplittableRandom random) {
        int at = random.nextInt(topic.length() + 1);
        String piece =
                switch (random.nextInt(5)) {
                    case 0 -> "/";
                    case 1 -> String.valueOf((char) random.nextInt(0x10000));
                    case 2 -> "";
                    case 3 -> topic;
                    default -> "-";
                };
        return topic.substring(0, at) + piece + topic.substring(Math.min(topic.length(), at + random.nextInt(3)));
    }

    /** A payload with a few other bytes, cut, and mostly with the end of another. */
    static byte[] of(byte[] payload, byte[] other, SplittableRandom random) {
        byte[] bytes = payload.clone();
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "0123456789{}[]\":,.-eE+ntf\\ \0".charAt(random.nextInt(28));
        }
        int keep = random.nextInt(3) > 0 ? bytes.length : random.nextInt(bytes.length + 1);
        int tail = random.nextInt(6) > 0 ? other.length : random.nextInt(other.length + 1);
        byte[] result = new byte[keep + other.length - tail];
        System.arraycopy(bytes, 0, result, 0, keep);
        System.arraycopy(other, tail, result, keep, other.length - tail);
        return result;
    }

    /** A few bytes without a meaning, half the time those of JSON. */
    static byte[] noise(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(120)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) "{}[]\":,0123456789.truefalsn ".charAt((bytes[i] & 0xff) % 28);
            }
        }
        return bytes;
    }
}
