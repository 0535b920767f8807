/** Tests of the hub: alone, and with a real server and real clients. */
@NullMarked
package ioc.push;

import org.jspecify.annotations.NullMarked;
