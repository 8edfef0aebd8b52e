/** Whether intervals hold what they promise: their coverage where the true value is known. */
@NullMarked
package headroom.coverage;

import org.jspecify.annotations.NullMarked;
