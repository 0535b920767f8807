/**
 * Dossiers between what sources say and what is shown: their course, their procedure, their legal clock. Core: sees events,
 * places and the calendar. Start at {@link ioc.dossier.Judge}.
 */
@NullMarked
package ioc.dossier;

import org.jspecify.annotations.NullMarked;
