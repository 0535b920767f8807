/**
 * Dossier and task systems: asked over HTTP, or read from CSV and XLSX files; what their records mean is configuration.
 * Sees the core's events, the journal's entry, Vert.x and Jackson. Start at {@link ioc.source.Poll},
 * {@link ioc.source.FileIntake} and {@link ioc.source.RecordMapping}.
 */
@NullMarked
package ioc.source;

import org.jspecify.annotations.NullMarked;
