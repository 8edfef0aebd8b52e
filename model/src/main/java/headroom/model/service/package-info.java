/**
 * The modelled service: who takes requests from the network (a goroutine that accepts them all, or
 * a goroutine for each HTTP connection), a queue before a pool of workers or a goroutine for each
 * request, and what it does with a request that finds the queue full.
 *
 * <p>{@link headroom.model.service.Service} is made of a {@link
 * headroom.model.service.ServiceDescription}; the acceptor and the workers are goroutines of the
 * modelled runtime. What a worker does for a request is a program of {@code workload.program}. Not
 * here: when requests arrive ({@code workload}), who waits for their answers ({@code client}), and
 * the counting of outcomes ({@code observe}, told by {@link
 * headroom.model.service.ServiceObserver}). Left out: TLS and the opening of connections. Begin
 * with {@code Acceptor}, then {@code HttpFront}. Hot path.
 */
@NullMarked
package headroom.model.service;

import org.jspecify.annotations.NullMarked;
