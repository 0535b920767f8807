/** Real peers of the server as child processes on free ports, one small class each. Start at {@link ioc.peer.Peer}. */
@NullMarked
package ioc.peer;

import org.jspecify.annotations.NullMarked;
