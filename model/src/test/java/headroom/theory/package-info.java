/** The model without costs against queueing theory: the values of {@code reference/queueing}. */
@NullMarked
package headroom.theory;

import org.jspecify.annotations.NullMarked;
