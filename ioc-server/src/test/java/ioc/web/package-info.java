/** Tests of the HTTP edge, with a real server and a real client. */
@NullMarked
package ioc.web;

import org.jspecify.annotations.NullMarked;
