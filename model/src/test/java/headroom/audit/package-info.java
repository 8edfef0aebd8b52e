/**
 * The laws that every run obeys, held against random experiments that a seed repeats, and what was
 * found that way.
 */
@NullMarked
package headroom.audit;

import org.jspecify.annotations.NullMarked;
