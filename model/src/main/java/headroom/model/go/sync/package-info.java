/**
 * What goroutines wait for one another with: channels, mutexes, mutexes of readers and writers, and
 * pools of connections. Follows Go 1.26 {@code runtime/chan.go}, {@code internal/sync/mutex.go},
 * {@code sync/rwmutex.go} and {@code database/sql/sql.go}. Each decides who goes on and tells the
 * scheduler; the account of waits is kept by {@code workload.program}. Left out: {@code sync.Cond},
 * {@code sync.Once} and {@code sync.Pool}. Hot path.
 */
@NullMarked
package headroom.model.go.sync;

import org.jspecify.annotations.NullMarked;
