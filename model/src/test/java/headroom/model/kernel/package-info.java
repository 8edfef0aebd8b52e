/** Tests of the schedulers of the cores. */
@NullMarked
package headroom.model.kernel;

import org.jspecify.annotations.NullMarked;
