@NullMarked
package ioc.dossier;

import org.jspecify.annotations.NullMarked;
