/** Tests of planning. */
@NullMarked
package headroom.experiments.plan;

import org.jspecify.annotations.NullMarked;
