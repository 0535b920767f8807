/** Tests of the records; both engines pass {@link ioc.records.RecordsContract}. */
@NullMarked
package ioc.records;

import org.jspecify.annotations.NullMarked;
