/** Office hours, holidays and the arithmetic of working time. Sees nothing but the JDK. Start at {@link ioc.calendar.WorkingCalendar}. */
@NullMarked
package ioc.calendar;

import org.jspecify.annotations.NullMarked;
