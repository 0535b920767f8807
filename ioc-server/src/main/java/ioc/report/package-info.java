/**
 * What a day, a week or a month was like: queues, dossiers, assignments and alerts added up. Pure: the JDK only, no clock, no
 * store. What was not measured is null and stays null in every sum. Start at {@link ioc.report.Span}, then {@link
 * ioc.report.Report}.
 */
@NullMarked
package ioc.report;

import org.jspecify.annotations.NullMarked;
