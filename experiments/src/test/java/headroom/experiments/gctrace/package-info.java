/** The reader and the model's pacer against real logs. */
@NullMarked
package headroom.experiments.gctrace;

import org.jspecify.annotations.NullMarked;
