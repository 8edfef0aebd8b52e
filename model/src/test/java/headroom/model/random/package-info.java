/** Tests of streams and distributions. */
@NullMarked
package headroom.model.random;

import org.jspecify.annotations.NullMarked;
