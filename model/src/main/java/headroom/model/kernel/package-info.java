/**
 * The machine under the runtime: threads on cores as Linux schedules them, or as theory would have
 * it. What runs on the threads is known only as a {@link headroom.model.kernel.ThreadRunner}. A CPU
 * quota stops those of the container. Other containers on the node share the cores by weight. Left
 * out: interrupts.
 */
@NullMarked
package headroom.model.kernel;

import org.jspecify.annotations.NullMarked;
