/** Tests of the series; both engines pass {@link ioc.series.SeriesContract}. */
@NullMarked
package ioc.series;

import org.jspecify.annotations.NullMarked;
