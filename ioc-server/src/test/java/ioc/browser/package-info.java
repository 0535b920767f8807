/**
 * The dashboards as people see them: a real server, a real Chromium. Sees the server only from outside, over HTTP and MQTT.
 * Start reading at {@code WallIT}.
 */
@NullMarked
package ioc.browser;

import org.jspecify.annotations.NullMarked;
