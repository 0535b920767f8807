@NullMarked
package ioc.sensor.simulate;

import org.jspecify.annotations.NullMarked;
