/**
 * The parts of the runtime that a program uses, together: the scheduler, the collector, and what is
 * made of them. Nothing is decided here.
 */
@NullMarked
package headroom.model.go.runtime;

import org.jspecify.annotations.NullMarked;
