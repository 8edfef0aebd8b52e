/**
 * What objects take of the heap and of the memory of the process: size classes, the tiny allocator,
 * spans, what is live, garbage or free, and what is resident. When garbage is found and returned is
 * the collector's. Follows Go 1.26 {@code runtime/malloc.go} and {@code
 * internal/runtime/gc/sizeclasses.go}. Hot path.
 */
@NullMarked
package headroom.model.go.memory;

import org.jspecify.annotations.NullMarked;
