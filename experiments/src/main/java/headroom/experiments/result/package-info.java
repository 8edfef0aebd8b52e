/**
 * What an experiment came to, as records that mirror {@code result.json}, and the reading and
 * writing of it.
 *
 * <p>Depends on nothing but the JDK and JSON, so that a report can be made from a file alone and a
 * measured run is written and read as a simulated one is. Every figure is kept to six significant
 * digits from the moment its record is made; what is printed, what is written and what is read back
 * are therefore the same numbers.
 */
@NullMarked
package headroom.experiments.result;

import org.jspecify.annotations.NullMarked;
