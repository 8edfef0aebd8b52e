/**
 * The modelled service: a goroutine that accepts requests, a queue before a pool of workers or a
 * goroutine for each request, and what it does with a request that finds the queue full.
 *
 * <p>{@link headroom.model.service.Service} is made of a {@link
 * headroom.model.service.ServiceDescription}; the acceptor and the workers are goroutines of the
 * modelled runtime. What a worker does for a request is a program of {@code workload.program}. Not
 * here: when requests arrive ({@code workload}), who waits for their answers ({@code client}), and
 * the counting of outcomes ({@code observe}, told by {@link
 * headroom.model.service.ServiceObserver}). Left out: connections and their reuse, TLS, a goroutine
 * for each connection. Begin with {@code Acceptor}. Hot path.
 */
@NullMarked
package headroom.model.service;

import org.jspecify.annotations.NullMarked;
