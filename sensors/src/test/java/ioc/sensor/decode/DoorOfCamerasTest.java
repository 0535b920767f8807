package ioc.sensor.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.sensor.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is personal is gone before anything is written, and what we need is still there. */
final class DoorOfCamerasTest {
    private static final String JPEG = "\u00ff\u00d8\u00ff\u00e0picture\u00ff\u00d9";

    private final TopicMap topics = Samples.topics(Samples.mappings());
    private final Door door = new Door(topics);
    private final Decoders decoders = new Decoders(topics, Samples.known());

    /**
     * A message as it comes to the door.
     *
     * @param payload one character a byte
     * @param expected what is made of what is let in
     * @param personal what must not be let in
     */
    private record Caller(String topic, String payload, String expected, List<String> personal) {
        Caller(String topic, String payload, String expected, String... personal) {
            this(topic, payload, expected, List.of(personal));
        }

        Message message() {
            return new Message(topic, payload.getBytes(StandardCharsets.ISO_8859_1), false, Samples.RECEIVED_AT);
        }

        @Override
        public String toString() {
            return topic + " -> " + expected;
        }
    }

    static List<Caller> callers() {
        String event = "<ipAddress>192.168.1.64</ipAddress><macAddress>84:9a:40:ec:f1:6d</macAddress>"
                + "<dateTime>2026-11-20T08:02:03+07:00</dateTime><eventType>PeopleCounting</eventType>"
                + "<channelName>A &amp; B</channelName><FaceList><Face><name>Nguyen Van A</name></Face></FaceList>"
                + "<peopleCounting><statisticalMethods>realTime</statisticalMethods><enter>5</enter><exit>4</exit>"
                + "</peopleCounting>";
        String xml = "<?xml version=\"1.0\"?>\r\n<EventNotificationAlert xmlns=\"urn:psialliance-org\">" + event
                + "</EventNotificationAlert>";
        String counted = "in bau-don/camera/bd-c1 total 5 at 2026-11-20T01:02:03Z; "
                + "out bau-don/camera/bd-c1 total 4 at 2026-11-20T01:02:03Z";
        return List.of(
                new Caller(
                        "nvr/events",
                        "{\"type\":\"new\",\"before\":{\"entered_zones\":[]},\"after\":{\"id\":\"1.1-a\",\"camera\":\"cong\",\"label\":\"person\","
                                + "\"sub_label\":[\"Nguyen Van A\",0.9],\"recognized_license_plate\":\"70A12345\","
                                + "\"data\":{\"box\":[0.1,0.2]},\"entered_zones\":[\"cua_vao\"]}}",
                        "in bau-don/camera/bd-c2 door 1 id=1.1-a",
                        "Nguyen",
                        "70A12345",
                        "box"),
                new Caller(
                        "frigate/stats",
                        "{\"cameras\":{\"sanh\":{\"camera_fps\":5}},\"cpu_usages\":{\"7\":{\"cmdline\":"
                                + "\"ffmpeg -i rtsp://admin:secret@10.0.0.9/\"}}}",
                        "frame_rate bau-don/camera/bd-c2 5; presence bau-don/camera/bd-c2 online;"
                                + " fault bau-don/camera/bd-c2 no-stream off",
                        "secret"),
                new Caller("frigate/events", "{\"after\":{\"sub_label\":\"An\"}}", "ignored: of no use here", "An"),
                new Caller(
                        "axis/B8A44F010203/event",
                        "{\"topic\":\"axis:CameraApplicationPlatform/ALPV/Plate\",\"message\":{\"data\":{\"plate\":\"70A12345\"}}}",
                        "ignored: of no use here",
                        "70A12345"),
                new Caller(
                        "axis/B8A44F010203/event/CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1",
                        "{\"message\":{\"data\":{\"scenario\":\"SanhCho\",\"human\":\"3\",\"face\":\"Nguyen Van A\"}}}",
                        "people bau-don/camera/bd-c1 hall 3",
                        "Nguyen"),
                new Caller(
                        "cam/sanh/onvif-mj/VideoAnalytics/Profile1/m1",
                        "{\"Frame\":[{\"@UtcTime\":\"2026-11-20T01:02:03Z\",\"Object\":[{\"@ObjectId\":\"7\",\"Appearance\":"
                                + "{\"Class\":{\"Type\":[{\"#\":\"Human\"}]},\"LicensePlateInfo\":{\"PlateNumber\":\"70A12345\"},"
                                + "\"HumanFace\":{\"Age\":41},\"Shape\":{\"BoundingBox\":[1]}}}]}]}",
                        "people bau-don/camera/bd-c2 1 at 2026-11-20T01:02:03Z",
                        "70A12345",
                        "41",
                        "BoundingBox"),
                new Caller(
                        "cam/sanh/onvif-ej/RuleEngine/LineDetector/Crossed/&1/2/x",
                        "{\"Source\":{\"Rule\":\"x\"},\"Data\":{\"ClassTypes\":\"Human\",\"acme:Image\":\"/9j/4AAQ\"}}",
                        "in bau-don/camera/bd-c2 x 1",
                        "9j"),
                new Caller(
                        "/merakimv/Q2XX-AB12-CD34/raw_detections",
                        "{\"objects\":[{\"oid\":2412,\"x0\":0.4}]}",
                        "ignored: where single people are",
                        "2412"),
                new Caller("hooks/hik-cong", xml, counted, "192.168", "84:9a", "Nguyen", "A &amp; B"),
                new Caller(
                        "hooks/hik-cong",
                        "--MIME_boundary\r\nContent-Disposition: form-data; name=\"Picture\"; filename=\"An.jpg\"\r\n"
                                + "Content-Type: image/jpeg\r\n\r\n" + JPEG + "\r\n--MIME_boundary\r\n"
                                + "Content-Disposition: form-data; name=\"PeopleCounting\"\r\nContent-Type: application/xml\r\n\r\n"
                                + xml + "\r\n--MIME_boundary--\r\n",
                        counted,
                        "picture",
                        "An.jpg",
                        "Nguyen",
                        "84:9a"),
                new Caller(
                        "hooks/hik-cong",
                        "--b\nContent-Type: application/json\n\n{\"eventType\":\"personQueueCounting\",\"faceImage\":\"/9j/4AAQ\","
                                + "\"macAddress\":\"84:9a:40:ec:f1:6d\",\"RegionCapture\":{\"humanCounting\":{\"count\":6}}}\n--b\n"
                                + "Content-Type: image/jpeg\n\n" + JPEG, // and cut off
                        "people bau-don/camera/bd-c1 queue 6",
                        "picture",
                        "9j",
                        "84:9a"),
                new Caller(
                        "hooks/hik-cong",
                        "--b\r\nContent-Type: image/jpeg\r\n\r\n" + JPEG + "\r\n--b--",
                        "refused malformed: payload: was not readable, so nothing of it was kept",
                        "picture"),
                new Caller(
                        "hooks/hik-cong",
                        xml.substring(0, 150),
                        "refused malformed: payload: was not readable, so nothing of it was kept",
                        "192.168"),
                new Caller("alarms/cong/VMD", "seen: Nguyen Van A", "health bau-don/camera/bd-c1", "Nguyen"),
                new Caller(
                        "camera-alerts/sanh",
                        "Code=FaceRecognition;action=Pulse;index=0;data={\"Candidates\":[{\"Person\":{\"Name2\":\"Nguyen Van A\"}}],"
                                + "\"PlateNumber\":\"70A12345\",\"UTC\":1795136523}",
                        "health bau-don/camera/bd-c2 at 2026-11-20T01:02:03Z",
                        "Nguyen",
                        "70A12345"),
                new Caller(
                        "camera-alerts/sanh",
                        "Code=VideoMotion;action=Start;index=0;data={\"Name\":\"Nguyen",
                        "refused malformed: payload: was not readable, so nothing of it was kept",
                        "Nguyen"),
                new Caller(
                        "camera-alerts/sanh/VideoMotion",
                        "{ \"Owner\":\"Nguyen",
                        "health bau-don/camera/bd-c2",
                        "Nguyen"),
                new Caller(
                        "amcrest2mqtt/AMC012345678/event",
                        "{\"Code\":\"CrossLineDetection\",\"action\":\"Start\",\"data\":{\"UTC\":1795136523,\"Object\":{\"ObjectID\":7,\"ObjectType\":\"Human\","
                                + "\"Text\":\"70A12345\"}}}",
                        "in bau-don/camera/bd-c1 1 id=7:crossed:1795136523000 at 2026-11-20T01:02:03Z",
                        "70A12345"),
                new Caller(
                        "milesight-chung",
                        "{\"device_info\":{\"device_sn\":\"369362028335\",\"device_mac\":\"00:16:28:FA:8E:68\",\"ip_address\":\"192.168.0.99\"},"
                                + "\"current_total\":2,\"snapshot\":\"" + "/9j/".repeat(9000) + "\"}",
                        "people bau-don/camera/bd-c2 2",
                        "00:16",
                        "192.168",
                        "9j"));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void letsInWhatIsNeededAndNothingOfPeople(Caller caller) {
        Message admitted = door.admit(caller.message());
        assertThat(admitted.topic() + ' ' + new String(admitted.payload(), StandardCharsets.ISO_8859_1))
                .doesNotContain(caller.personal());
        assertThat(Said.of(decoders.outcome(admitted))).isEqualTo(caller.expected());
    }
}
