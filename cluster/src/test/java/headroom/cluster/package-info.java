/** Tests of sweeps on Spark, some with a cluster of real processes on this machine. */
@NullMarked
package headroom.cluster;

import org.jspecify.annotations.NullMarked;
