/** Tests of caches. */
@NullMarked
package headroom.model.workload.cache;

import org.jspecify.annotations.NullMarked;
