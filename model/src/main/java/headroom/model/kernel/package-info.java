/** headroom.model.kernel. */
@NullMarked
package headroom.model.kernel;

import org.jspecify.annotations.NullMarked;
