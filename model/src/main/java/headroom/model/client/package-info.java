/** Clients: closed loops, timeouts, retries and their budget. */
@NullMarked
package headroom.model.client;

import org.jspecify.annotations.NullMarked;
