/**
 * What operations of Go cost: the catalogue that comes with the program, and the benchmarks that a
 * user brings. Measured, not modelled; what becomes of them in a simulation stands in {@code
 * docs/model/operations.md}.
 */
@NullMarked
package headroom.experiments.operations;

import org.jspecify.annotations.NullMarked;
