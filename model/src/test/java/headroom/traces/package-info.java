/** The model without costs against event lists worked out by hand, to the nanosecond. */
@NullMarked
package headroom.traces;

import org.jspecify.annotations.NullMarked;
