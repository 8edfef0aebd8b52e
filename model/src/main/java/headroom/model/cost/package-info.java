/**
 * What operations of the runtime, the kernel and the host cost: every constant of the model with
 * its unit, its value in the ideal profile (0, where that has a meaning), its value on the
 * reference machine, and its source.
 *
 * <p>{@link headroom.model.cost.Cost} is the list, {@link headroom.model.cost.CostProfile} a choice
 * of values. Not here: what requests ask for, which the experiment file says, and when a cost is
 * charged, which is up to the layer that charges it. Depends on nothing else of the project. The
 * same list in words: {@code docs/model/costs.md}.
 */
@NullMarked
package headroom.model.cost;

import org.jspecify.annotations.NullMarked;
