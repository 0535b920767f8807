package ioc.records;

import ioc.assignment.Course;

/**
 * An assignment in the records.
 *
 * @param unit key of the unit in the lead, as on the day it was last seen
 * @param unitThen the same as on the day it was given
 * @param seenAt epoch ms
 */
public record AssignmentRow(Course course, String unit, String unitThen, long seenAt) {}
