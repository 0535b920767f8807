package ioc.records;

import ioc.event.Assignment;

/** An assignment in the records. */
public record AssignmentRow(Assignment assignment, String source, String unit, long seenAt, String body) {}
