/**
 * Telling people about alerts by e-mail and webhook: who is told what and when, a row for each message in an {@link
 * ioc.notify.Outbox}, and sending it, at least once, until it is sent or given up. Sees core values, the configuration, Vert.x
 * and its mail client; no store. Start at {@link ioc.notify.Notice}, then {@link ioc.notify.Notifier}; what leaves the house
 * is described in docs/notifications.md.
 */
@NullMarked
package ioc.notify;

import org.jspecify.annotations.NullMarked;
