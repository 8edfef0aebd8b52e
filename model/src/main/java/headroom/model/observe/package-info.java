/** headroom.model.observe. */
@NullMarked
package headroom.model.observe;

import org.jspecify.annotations.NullMarked;
