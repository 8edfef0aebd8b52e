/**
 * What epoll knows of ready descriptors. Follows Go 1.26 {@code runtime/netpoll_epoll.go}. Hot
 * path.
 */
@NullMarked
package headroom.model.go.netpoll;

import org.jspecify.annotations.NullMarked;
