/**
 * A whole simulated district: people arrive, queue, are served and rate; devices speak of it over MQTT; a dossier system
 * and a task system answer over HTTP. Same plan, day and seed: same bytes. Sees {@code ioc.sensor}, Paho and Jackson.
 * Start at {@link ioc.sensor.simulate.District}, then {@link ioc.sensor.simulate.Players}.
 */
@NullMarked
package ioc.sensor.simulate;

import org.jspecify.annotations.NullMarked;
