package headroom.model.go.scheduler;

import headroom.model.kernel.CpuScheduler;
import headroom.model.random.KeyedStream;

/**
 * The random streams of the scheduler.
 *
 * @param cpu the kernel's
 * @param steal where a search for work begins
 * @param sysmon on which core sysmon is
 */
public record SchedulerStreams(CpuScheduler.Draws cpu, KeyedStream steal, KeyedStream sysmon) {}
