/**
 * The Go runtime as far as it decides when a goroutine runs. Follows Go 1.26.
 *
 * <p>In this package is what its parts share: {@link headroom.model.go.Goroutine} with its {@link
 * headroom.model.go.GoroutineStatus} and the {@link headroom.model.go.TimeAccount} that its time is
 * charged to, {@link headroom.model.go.GoroutineBody}, which is the code that it runs, timers, and
 * the ends of a process in Go's words. The parts are packages: {@code scheduler} (Ps, Ms, run
 * queues, sysmon, system calls), {@code netpoll}, {@code timers}, {@code sync} (channels, mutexes,
 * pools), {@code memory} and {@code collector}, {@code stack}.
 *
 * <p>Not here: requests, steps and servers, of which the runtime knows nothing (see {@code
 * workload.program} and {@code service}), and threads on cores, which are the kernel's. Begin with
 * {@code GoroutineBody}, whose actions are all that the code of a goroutine can ask for by
 * returning, then {@code scheduler.Scheduler}. Hot path.
 */
@NullMarked
package headroom.model.go;

import org.jspecify.annotations.NullMarked;
