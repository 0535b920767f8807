/**
 * Dossiers, assignments, alerts and cursors as tables: a SQLite file, or PostgreSQL. Sees the core's events, the followers
 * of the journal, Jdbi, Flyway and Hikari. Start at {@link ioc.records.Records}.
 */
@NullMarked
package ioc.records;

import org.jspecify.annotations.NullMarked;
