/** headroom.model.cost. */
@NullMarked
package headroom.model.cost;

import org.jspecify.annotations.NullMarked;
