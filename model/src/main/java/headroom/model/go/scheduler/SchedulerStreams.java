package headroom.model.go.scheduler;

import headroom.model.random.KeyedStream;

/**
 * The random streams of the scheduler.
 *
 * @param wake latencies of wake-ups of threads
 * @param steal where a search for work begins
 * @param sysmon on which core sysmon is
 */
public record SchedulerStreams(KeyedStream wake, KeyedStream steal, KeyedStream sysmon) {}
