/** Relations between two runs that need no oracle: what must stay equal, or can only get better. */
@NullMarked
package headroom.relations;

import org.jspecify.annotations.NullMarked;
