/**
 * Remembered values, for charts: InfluxDB, or a DuckDB file when there is none. Sees the core's readings, the followers
 * of the journal and the two drivers. Start at {@link ioc.series.Series}; what is stored: {@link ioc.series.Points}.
 */
@NullMarked
package ioc.series;

import org.jspecify.annotations.NullMarked;
