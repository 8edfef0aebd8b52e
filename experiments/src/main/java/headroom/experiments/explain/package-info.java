/**
 * What could be done about what is wrong: the changes that the findings of a point suggest,
 * simulated against it on the same requests.
 *
 * <p>Begin with {@link headroom.experiments.explain.Explainer}. What is wrong is found by {@code
 * headroom.experiments.diagnosis}, which every run needs and which therefore knows nothing of
 * comparing.
 */
@NullMarked
package headroom.experiments.explain;

import org.jspecify.annotations.NullMarked;
