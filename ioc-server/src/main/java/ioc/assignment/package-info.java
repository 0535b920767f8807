/**
 * Assignments between what sources and people say and what is shown. Core: sees events only. Start at
 * {@link ioc.assignment.Course}.
 */
@NullMarked
package ioc.assignment;

import org.jspecify.annotations.NullMarked;
