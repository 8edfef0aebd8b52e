/** Tests of what is seen of a replication. */
@NullMarked
package headroom.model.observe;

import org.jspecify.annotations.NullMarked;
