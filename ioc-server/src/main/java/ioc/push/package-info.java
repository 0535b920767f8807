/**
 * What dashboards see: topics, their content, and everyone who watches, over WebSocket and server-sent events.
 * Lives on one event loop, without locks. May see Vert.x, Micrometer and Jackson; knows nothing of places, readings or
 * the picture. The protocol is in docs/asyncapi.yaml. Start at {@link ioc.push.Hub}.
 */
@NullMarked
package ioc.push;

import org.jspecify.annotations.NullMarked;
