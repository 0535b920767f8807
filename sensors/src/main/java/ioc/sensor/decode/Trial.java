package ioc.sensor.decode;

import ioc.sensor.DeviceKind;
import ioc.sensor.Message;
import ioc.sensor.decode.Decoded.Reason;
import ioc.sensor.decode.Decoded.Rejected;
import ioc.sensor.decode.Recogniser.Guess;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What messages would say if a family read them: where no devices are listed every word is taken for one of a point {@code try}.
 * For one thread. */
public final class Trial {
    private static final String SITE = "try";

    private final Mapping asked;
    private final ZoneId zone;
    private final Map<String, Way> byPattern = new HashMap<>();

    private record Way(Door door, Decoders decoders) {
        Decoded of(Message message) {
            return decoders.decode(door.admit(message));
        }
    }

    /**
     * @param asked an empty pattern stands for how the family usually looks
     * @throws IllegalArgumentException when the mapping cannot be used, naming every problem
     */
    public Trial(Mapping asked, ZoneId zone) {
        this.asked = asked;
        this.zone = zone;
        way(asked.pattern().isEmpty() ? "{device}/{stream...}" : asked.pattern(), "", DeviceKind.CAMERA);
    }

    /** What becomes of a message that was let in before; never an exception. */
    public Decoded ofKept(Message message) {
        return way(asked.pattern(), "", DeviceKind.CAMERA).decoders().decode(message);
    }

    /** What becomes of a message, the door included; never an exception. */
    public Decoded of(Message message) {
        if (!asked.pattern().isEmpty()) {
            return way(asked.pattern(), "", DeviceKind.CAMERA).of(message);
        }
        Optional<Guess> guess = Recogniser.all(message.topic()).stream()
                .filter(one -> one.family().word().equals(asked.family()))
                .findFirst()
                .or(() -> Family.of(asked.family()).flatMap(family -> Recogniser.unlike(family, message.topic())));
        return guess.isPresent()
                ? way(guess.get().pattern(), guess.get().word(), guess.get().kind())
                        .of(message)
                : new Rejected(
                        Reason.UNKNOWN_TOPIC,
                        "topic: is not as " + asked.family()
                                + " usually writes it (give the pattern, see the documentation)");
    }

    private Way way(String pattern, String word, DeviceKind kind) {
        return byPattern.computeIfAbsent(pattern, own -> {
            boolean saysAll = own.contains("{site}") || asked.fixed().containsKey("site");
            boolean isOne = !saysAll && asked.devices().isEmpty() && isOne(own, word);
            Map<String, String> one = Map.of("site", SITE, "kind", kind.word(), "device", SITE);
            Map<String, String> anyWord = Map.of(Route.OTHERS, SITE + "/" + kind.word());
            Mapping mapping = new Mapping(
                    asked.family(),
                    own,
                    isOne ? one : asked.fixed(),
                    isOne || saysAll || !asked.devices().isEmpty() ? asked.devices() : anyWord,
                    asked.words(),
                    asked.options());
            TopicMap topics = new TopicMap(List.of(mapping), zone);
            return new Way(new Door(topics), new Decoders(topics, device -> true));
        });
    }

    /** Whether all topics of a pattern are of one device: no level says it, and no payload does. */
    private boolean isOne(String pattern, String word) {
        List<String> levels = List.of(pattern.split("/", -1));
        return !levels.contains("{device}")
                && (levels.contains(word)
                        || !Family.of(asked.family())
                                .map(family -> family.decoder(new Setup(asked, zone)))
                                .map(Decoder::namesDevices)
                                .orElse(true));
    }
}
