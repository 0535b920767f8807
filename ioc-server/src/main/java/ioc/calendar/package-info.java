/**
 * Office hours, holidays and the legal clock of dossiers. Sees nothing but the JDK. Start at
 * {@link ioc.calendar.WorkingCalendar} for working time, at {@link ioc.calendar.Deadline} for due instants.
 */
@NullMarked
package ioc.calendar;

import org.jspecify.annotations.NullMarked;
