/** headroom.experiments.result. */
@NullMarked
package headroom.experiments.result;

import org.jspecify.annotations.NullMarked;
