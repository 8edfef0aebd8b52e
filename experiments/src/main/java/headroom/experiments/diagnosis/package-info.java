/**
 * What is wrong with a service and why, found in the figures of a point: failure modes with their
 * evidence, what to change, and settings to try.
 *
 * <p>Begin with {@link headroom.experiments.diagnosis.Diagnosis}. {@code BadTime} says where the
 * time of the worst requests went, {@code Blame} what is to be blamed for it, each rule words one
 * failure mode. Thresholds choose words; no figure of a result depends on them. What would follow
 * from a change is simulated by {@code headroom.experiments.explain}.
 */
@NullMarked
package headroom.experiments.diagnosis;

import org.jspecify.annotations.NullMarked;
