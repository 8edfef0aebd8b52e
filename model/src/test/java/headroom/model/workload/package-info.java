/** Tests of arrivals and requests. */
@NullMarked
package headroom.model.workload;

import org.jspecify.annotations.NullMarked;
