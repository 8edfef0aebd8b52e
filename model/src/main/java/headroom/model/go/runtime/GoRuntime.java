package headroom.model.go.runtime;

import headroom.model.go.collector.Collector;
import headroom.model.go.scheduler.Scheduler;

/** The runtime as a program sees it: what it asks to run, wait or allocate. */
public record GoRuntime(Scheduler scheduler, Collector collector) {}
