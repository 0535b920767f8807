package ioc.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All of one time.
 *
 * @param workedDays days of the calendar on which offices were open
 * @param queues by point, in the order of the places
 * @param dossiers by unit
 * @param assignments by unit in the lead
 */
public record Report(
        int workedDays,
        Map<String, Queues> queues,
        Map<String, Dossiers> dossiers,
        Map<String, Assignments> assignments,
        Alarms alarms) {
    public Report {
        queues = Collections.unmodifiableMap(new LinkedHashMap<>(queues));
        dossiers = Collections.unmodifiableMap(new LinkedHashMap<>(dossiers));
        assignments = Collections.unmodifiableMap(new LinkedHashMap<>(assignments));
    }

    public Queues allQueues() {
        return Queues.sum(queues.values());
    }

    public Dossiers allDossiers() {
        return Dossiers.sum(dossiers.values());
    }

    public Assignments allAssignments() {
        return Assignments.sum(assignments.values());
    }
}
