/** Who and where: units of administration, points, counters and devices, all with validity dates. Core: the JDK only. Start at {@link ioc.place.Places}. */
@NullMarked
package ioc.place;

import org.jspecify.annotations.NullMarked;
