/**
 * What objects take of the heap: size classes, the tiny allocator, spans. Follows Go 1.26 {@code
 * runtime/malloc.go} and {@code internal/runtime/gc/sizeclasses.go}. Hot path.
 */
@NullMarked
package headroom.model.go.memory;

import org.jspecify.annotations.NullMarked;
