/**
 * The figures that mechanisms keep of themselves, as one table: each mechanism registers its own
 * under the name that {@code runtime/metrics} of Go has for it, or under a plain word. Series,
 * differences over the measured window, pooling, {@code result.json}, {@code points.csv} and the
 * report page follow from the table; a figure that is registered needs nothing else.
 *
 * <p>Registering gives suppliers that are read now and then; a mechanism goes on counting in fields
 * of its own, so that the table costs nothing per event. How the table is sampled is {@code
 * headroom.model.observe}.
 */
@NullMarked
package headroom.model.metrics;

import org.jspecify.annotations.NullMarked;
