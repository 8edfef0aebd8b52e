/** headroom.model.workload. */
@NullMarked
package headroom.model.workload;

import org.jspecify.annotations.NullMarked;
