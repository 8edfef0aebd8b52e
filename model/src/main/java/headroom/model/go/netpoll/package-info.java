/**
 * What epoll knows of descriptors that are ready, and the wake-up of a thread that waits in it.
 * Follows Go 1.26 {@code runtime/netpoll_epoll.go}. Who polls, and when, is the scheduler's. Hot
 * path.
 */
@NullMarked
package headroom.model.go.netpoll;

import org.jspecify.annotations.NullMarked;
