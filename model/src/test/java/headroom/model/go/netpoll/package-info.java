/** Tests of what epoll knows. */
@NullMarked
package headroom.model.go.netpoll;

import org.jspecify.annotations.NullMarked;
