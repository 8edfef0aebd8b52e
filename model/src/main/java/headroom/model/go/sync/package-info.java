/**
 * Channels, mutexes and pools of connections. Follows Go 1.26 {@code runtime/chan.go}, {@code
 * internal/sync/mutex.go} and {@code sync/rwmutex.go}. Hot path.
 */
@NullMarked
package headroom.model.go.sync;

import org.jspecify.annotations.NullMarked;
