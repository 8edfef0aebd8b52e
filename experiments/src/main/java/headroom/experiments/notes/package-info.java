/**
 * What can be said of an experiment before it runs, from means alone: that the load needs more than
 * there is, that limits are below what they limit, that retries have no bound.
 *
 * <p>By Little's law (Little 1961) a load of {@code rate} requests per second, each of which holds
 * something for {@code time}, holds {@code rate · time} of it on average. Waits for a P, for locks
 * and for one another are left out, so what is needed is at least what is said.
 */
@NullMarked
package headroom.experiments.notes;

import org.jspecify.annotations.NullMarked;
