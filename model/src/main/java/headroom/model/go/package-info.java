/** headroom.model.go. */
@NullMarked
package headroom.model.go;

import org.jspecify.annotations.NullMarked;
