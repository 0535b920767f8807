/**
 * The live service-quality score after QĐ 766/QĐ-TTg: what one dossier says of each measure, and what the measures of many make.
 * Core: the JDK only. Start at {@link ioc.score.Score}; the formulas are in {@code docs/score.md}.
 */
@NullMarked
package ioc.score;

import org.jspecify.annotations.NullMarked;
