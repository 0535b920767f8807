/** Tests of dossier and task systems, against small HTTP servers in the same process. */
@NullMarked
package ioc.source;

import org.jspecify.annotations.NullMarked;
