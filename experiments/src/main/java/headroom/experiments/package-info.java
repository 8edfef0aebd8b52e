/** headroom.experiments. */
@NullMarked
package headroom.experiments;

import org.jspecify.annotations.NullMarked;
