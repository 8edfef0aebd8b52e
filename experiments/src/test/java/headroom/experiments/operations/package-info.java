/** Tests of what operations cost. */
@NullMarked
package headroom.experiments.operations;

import org.jspecify.annotations.NullMarked;
