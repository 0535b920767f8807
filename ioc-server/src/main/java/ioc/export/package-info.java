/**
 * Rows as a file for a spreadsheet, CSV or XLSX, written as they come: the heap holds a few hundred of them. Sees the JDK and
 * its own library only. Start at {@link ioc.export.Sheet}.
 */
@NullMarked
package ioc.export;

import org.jspecify.annotations.NullMarked;
