/** Every input, on disk, in order, before it is acknowledged. Start at {@link ioc.journal.Journal}. */
@NullMarked
package ioc.journal;

import org.jspecify.annotations.NullMarked;
