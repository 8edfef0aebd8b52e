/** The parts of the runtime that a program uses, together. */
@NullMarked
package headroom.model.go.runtime;

import org.jspecify.annotations.NullMarked;
