/** headroom.model.random. */
@NullMarked
package headroom.model.random;

import org.jspecify.annotations.NullMarked;
