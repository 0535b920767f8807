/**
 * What needs a person: rules, judged against the picture at quarters of a second, and the alerts they raise.
 * Sees the picture and what the picture sees; no thread, no clock, no I/O. Start at {@link ioc.alert.Alerts}.
 */
@NullMarked
package ioc.alert;

import org.jspecify.annotations.NullMarked;
