/**
 * Who may see and do what: people, screens and machines, their roles and scopes.
 * Sees the places; no Vert.x. Start at {@link ioc.access.Caller}.
 */
@NullMarked
package ioc.access;

import org.jspecify.annotations.NullMarked;
