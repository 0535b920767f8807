package ioc;

import ioc.alert.Act;
import ioc.alert.Alert;
import ioc.alert.Alerts;
import ioc.alert.Priority;
import ioc.place.Sight;
import ioc.push.AlertFields;
import ioc.records.AlertRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shift as it is handed over: what is open, who has it, what changed, and whether the count is right. */
final class Shifts {
    /** Alerts and acts of one shift at most. */
    static final int MOST = 5_000;

    private static final int MOST_LOG = 100;

    /** What the records know of it. */
    record Past(List<Alert> alerts, List<AlertRows.Past> acts) {}

    private Shifts() {}

    /** Who is meant in an act of an alert. */
    interface Who {
        Object in(Alert alert, Act act);
    }

    /** Whether who takes a shift must have read it. */
    static boolean isToRead(Alert alert) {
        return alert.cause().priority() == Priority.CRITICAL
                && alert.state().isOpen()
                && alert.state() != Alert.State.SHELVED
                && alert.life().within() == null;
    }

    /** On the event loop. */
    static Map<String, @Nullable Object> of(
            long since, Past past, Alerts alerts, AlertFields fields, Who who, Sight sight) {
        Map<String, Alert> known = new LinkedHashMap<>();
        past.alerts().forEach(alert -> known.put(alert.id(), alert));
        alerts.all().forEach(alert -> known.put(alert.id(), alert));
        known.values().removeIf(alert -> !fields.isSeen(alert, sight));
        int atStart = 0;
        int raised = 0;
        int closed = 0;
        List<Map<String, @Nullable Object>> open = new ArrayList<>();
        for (Alert alert : known.values()) {
            Long closedAt = alert.life().closedAt();
            if (closedAt != null && closedAt < since) {
                continue;
            }
            if (alert.raisedAt() < since) {
                atStart++;
            } else {
                raised++;
            }
            if (closedAt == null) {
                open.add(row(alert, since, fields, who));
            } else {
                closed++;
            }
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("since", since);
        shown.put("atStart", atStart);
        shown.put("raised", raised);
        shown.put("closed", closed);
        shown.put("open", open.size());
        shown.put(
                "counted",
                alerts.all().stream()
                        .filter(alert -> alert.state().isOpen())
                        .filter(alert -> fields.isSeen(alert, sight))
                        .count());
        shown.put("rows", open);
        shown.put("log", log(past, known, fields, who));
        shown.putAll(turns(alerts, fields, sight));
        return shown;
    }

    /** Who gave and took it, of the whole only: a shift is the centre's; and who has read what of what may be seen. */
    static Map<String, Object> turns(Alerts alerts, AlertFields fields, Sight sight) {
        return Map.of(
                "whole",
                sight.isWhole(),
                "shifts",
                sight.isWhole() ? alerts.shifts() : List.of(),
                "reads",
                alerts.reads().stream()
                        .filter(read -> isSeen(read.alert(), alerts, fields, sight))
                        .toList());
    }

    /** What is not there any more is seen by the whole only. */
    static boolean isSeen(String alert, Alerts alerts, AlertFields fields, Sight sight) {
        return sight.isWhole()
                || alerts.alert(alert)
                        .filter(known -> fields.isSeen(known, sight))
                        .isPresent();
    }

    private static Map<String, @Nullable Object> row(Alert alert, long since, AlertFields fields, Who who) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", alert.id());
        row.putAll(fields.row(alert));
        row.put(
                "changes",
                alert.handling().acts().stream()
                        .filter(act -> act.at() >= since)
                        .map(act -> line(alert, act, who))
                        .toList());
        return row;
    }

    private static Map<String, @Nullable Object> line(Alert alert, Act act, Who who) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("at", act.at());
        line.put("kind", act.kind().word());
        line.put("by", act.by().name());
        line.put("to", who.in(alert, act));
        line.put("text", act.text());
        return line;
    }

    /** The last acts of all alerts, with what they are about. */
    private static List<Map<String, @Nullable Object>> log(
            Past past, Map<String, Alert> known, AlertFields fields, Who who) {
        List<Map<String, @Nullable Object>> log = new ArrayList<>();
        for (AlertRows.Past each :
                past.acts().subList(0, Math.min(MOST_LOG, past.acts().size()))) {
            Alert alert = known.get(each.alert());
            if (alert == null) {
                continue;
            }
            Map<String, @Nullable Object> line = line(alert, each.act(), who);
            Map<String, @Nullable Object> about = new LinkedHashMap<>();
            about.put("id", alert.id());
            about.putAll(fields.row(alert));
            line.put("alert", about);
            log.add(line);
        }
        return log;
    }
}
