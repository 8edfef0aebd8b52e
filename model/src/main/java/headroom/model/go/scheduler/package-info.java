/**
 * Which goroutine runs on which P, and when it is put aside: run queues, stealing, preemption,
 * sysmon, system calls and calls into C, and who polls the network.
 *
 * <p>Follows Go 1.26 {@code runtime/proc.go}; the order of {@code findRunnable} is kept step by
 * step. Left out: {@code UnlockOSThread}, the trace reader, finalizers. Known error: the page of
 * system calls in {@code docs/model}, and {@code docs/accuracy.md}. Hot path: no allocation, no
 * streams.
 */
@NullMarked
package headroom.model.go.scheduler;

import org.jspecify.annotations.NullMarked;
