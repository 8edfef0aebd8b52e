/**
 * What goroutines wait for one another with: channels, mutexes, mutexes of readers and writers,
 * pools of connections and pools of objects. Follows Go 1.26 {@code runtime/chan.go}, {@code
 * internal/sync/mutex.go}, {@code sync/rwmutex.go}, {@code sync/pool.go} and {@code
 * database/sql/sql.go}. Each decides who goes on and tells the scheduler; the account of waits is
 * kept by {@code workload.program}. Left out: {@code sync.Cond} and {@code sync.Once}. Hot path.
 */
@NullMarked
package headroom.model.go.sync;

import org.jspecify.annotations.NullMarked;
