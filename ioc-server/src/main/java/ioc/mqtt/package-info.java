/**
 * The connection to the MQTT broker, and a broker in process for when there is none: Paho and Moquette live here and
 * nowhere else. Sees no other package of ours; what came in goes to an {@link ioc.mqtt.Broker.Inbox}. Start at
 * {@link ioc.mqtt.Broker}.
 */
@NullMarked
package ioc.mqtt;

import org.jspecify.annotations.NullMarked;
