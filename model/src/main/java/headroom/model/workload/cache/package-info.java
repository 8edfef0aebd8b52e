/**
 * Caches inside the process, as Go programs have them: which entries there are, which is dropped
 * next, and who loads what is not there. Follows {@code github.com/hashicorp/golang-lru/v2} ({@code
 * simplelru}, {@code expirable}) and {@code golang.org/x/sync/singleflight}. Hot path.
 *
 * <p>What entries take of the heap is in {@link headroom.model.workload.program}. Left out: the
 * lock of the cache as a lock, for it is held for a fraction of a microsecond.
 */
@NullMarked
package headroom.model.workload.cache;

import org.jspecify.annotations.NullMarked;
