/**
 * What is true now, as a fold over events: queues, devices, ratings, dossiers, assignments, feeds and the ledger.
 * Sees events, places and the calendar; no thread, no clock, no I/O: time is an argument. Start at {@link ioc.picture.Picture}.
 */
@NullMarked
package ioc.picture;

import org.jspecify.annotations.NullMarked;
