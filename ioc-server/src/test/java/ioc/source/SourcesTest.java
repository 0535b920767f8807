package ioc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SourcesTest {
    @Test
    void everyProblemIsNamedAtOnce() throws Exception {
        assertThat(Yaml.load("""
                                id: Mot Cua
                                kind: thing
                                colour: red
                                zone: Saigon
                                poll: { url: localhost, every: 5 mins, pageSize: 5000, header: { value: "${NONE}" } }
                                drop: [Name]
                                status: { done: 11 }
                                mapping: { title: /x, org: x }
                                """).problems())
                .containsExactlyInAnyOrder(
                        "colour: was \"colour\" but must be one of channel, drop, exchange, facts, folder, id, jdbc, kind,"
                                + " label, mapping, mask, poll, sheet, status, times, words, zone",
                        "id: was \"Mot Cua\" but must be a word of a-z, 0-9 and -",
                        "kind: was \"thing\" but must be dossier, assignment or step",
                        "mapping.title: was \"title\" but must be one of changedAt, channel, code, dueAt, finishedAt, org,"
                                + " pauseFrom, pauseUntil, pauses, procedure, procedureCode, receivedAt, requestedAt, returnedAt,"
                                + " status, submittedAt",
                        "mapping.code: was \"\" but must be there",
                        "mapping.org: was \"x\" but must start with / (a place in the record) or = (a constant)",
                        "status.done: was \"11\" but must be 0..10",
                        "drop: was \"Name\" but must start with / (a place in the record) or = (a constant)",
                        "zone: was \"Saigon\" but must be like Asia/Ho_Chi_Minh",
                        "poll.url: was \"localhost\" but must start with http:// or https://",
                        "poll.every: was \"5 mins\" but must be like 30s, 5m or 1h",
                        "poll.pageSize: was \"5000\" but must be 1..1000",
                        "poll.header.value: names NONE, which is not set (set it in the environment)");
    }

    @Test
    void whatIsWrongWithAnExchangeOrAViewIsNamedAndNoPasswordIsShown() throws Exception {
        assertThat(Yaml.load("""
                                id: a
                                kind: assignment
                                zone: UTC
                                exchange: { password: hunter2 }
                                jdbc: { url: "jdbc:oracle:x", query: SELECT, view: y, change: "a b", passwordFile: /nowhere/x }
                                mapping: { id: /id, givenAt: /at }
                                """).problems())
                .containsExactly(
                        "exchange: was \"assignment\" but must be of a source of kind dossier or step",
                        "exchange.user: was \"\" but must be there",
                        "exchange.password: was \"***\" but must be like ${NAME} (a password stands in the environment)",
                        "jdbc.url: was \"jdbc:oracle:x\" but must be of a driver on the class path (put its jar there with"
                                + " -cp)",
                        "jdbc: was \"view and query\" but must have one of view and query",
                        "jdbc.change: was \"a b\" but must be the name of a column",
                        "jdbc.passwordFile: was \"/nowhere/x\" but must be a readable file");
    }

    @Test
    void aSecretComesFromOutsideAndIsNotShown() throws Exception {
        Source source = Yaml.source("""
                id: a
                kind: dossier
                zone: UTC
                poll: { url: "http://h/x", every: 5m, header: { name: Authorization, value: "Bearer ${TOKEN}" } }
                mapping: { code: /code }
                """);
        Source.Polling polling = source.polling();
        assertThat(polling).isNotNull();
        assertThat(polling.headerValue()).isEqualTo("Bearer s3cret");
        assertThat(polling.every()).isEqualTo(Duration.ofMinutes(5));
        assertThat(source.toString()).doesNotContain("s3cret");
    }

    @Test
    void whatShipsIsValid() throws Exception {
        assertThat(Yaml.shipped("mot-cua.yaml").polling()).isNotNull();
        assertThat(Yaml.shipped("tien-do.yaml").kind()).isEqualTo(Source.Kind.STEP);
        assertThat(Yaml.shipped("nhiem-vu.yaml").kind()).isEqualTo(Source.Kind.ASSIGNMENT);
        assertThat(Yaml.example("wabo.yaml").polling()).isNull();
    }
}
