/** The stacks of goroutines. Follows Go 1.26 {@code runtime/stack.go}. */
@NullMarked
package headroom.model.go.stack;

import org.jspecify.annotations.NullMarked;
