/** Tests of the table of figures. */
@NullMarked
package headroom.model.metrics;

import org.jspecify.annotations.NullMarked;
