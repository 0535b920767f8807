/** Devices that nobody mapped: what came in of them, what it probably is, and the file that makes them known. */
@org.jspecify.annotations.NullMarked
package ioc.inbox;
