/**
 * A reader of the journal that fills a store at its own pace: own thread, own position, batches, back-off with the same
 * batch, exact counts. Sees the JDK and {@link ioc.journal.Entry} only. Start at {@link ioc.follow.Follower}.
 */
@NullMarked
package ioc.follow;

import org.jspecify.annotations.NullMarked;
