/** headroom.model. */
@NullMarked
package headroom.model;

import org.jspecify.annotations.NullMarked;
