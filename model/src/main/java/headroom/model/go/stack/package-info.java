/**
 * The stacks of goroutines: how large they are, when one is copied to twice its size, and what that
 * costs. Follows Go 1.26 {@code runtime/stack.go}. Left out: shrinking, which only a collection
 * does, and the frames themselves.
 */
@NullMarked
package headroom.model.go.stack;

import org.jspecify.annotations.NullMarked;
