/** Formulas against the values of the reference, and which experiments they are taken to fit. */
@NullMarked
package headroom.experiments.queueing;

import org.jspecify.annotations.NullMarked;
