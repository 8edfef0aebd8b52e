/**
 * Runs the points of a sweep on Apache Spark, one task a point. What a point is and how it is run
 * is in {@code headroom.experiments}; here are the way there and back, and the progress.
 */
@NullMarked
package headroom.cluster;

import org.jspecify.annotations.NullMarked;
