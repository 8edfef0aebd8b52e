/**
 * What-if: an experiment against a changed one on the same arrivals and demands, replication by
 * replication, so that chance cancels out of the difference; and the answer in words.
 */
@NullMarked
package headroom.experiments.compare;

import org.jspecify.annotations.NullMarked;
