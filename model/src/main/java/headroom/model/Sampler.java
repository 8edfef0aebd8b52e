package headroom.model;

import headroom.model.go.GoroutineStatus;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.observe.Observation;
import headroom.model.observe.Recorder;
import java.util.Arrays;
import java.util.List;

/**
 * Samples gauges into series. Of levels that it can watch it also keeps the peak since the sample
 * before, so that what happens between two samples shows.
 */
final class Sampler {
  private static final List<String> NAMES =
      List.of(
          "/sched/goroutines:goroutines",
          "/sched/goroutines/runnable:goroutines",
          "/sched/goroutines/running:goroutines",
          "/sched/goroutines/waiting:goroutines",
          "/sched/goroutines/not-in-go:goroutines",
          "/sched/threads/total:threads",
          "in_system",
          "in_queue",
          "busy_workers",
          "cores_used",
          "throughput_per_s");

  private static final int GOROUTINES = NAMES.indexOf("/sched/goroutines:goroutines");
  private static final int IN_SYSTEM = NAMES.indexOf("in_system");
  private static final int IN_QUEUE = NAMES.indexOf("in_queue");
  private static final int BUSY_WORKERS = NAMES.indexOf("busy_workers");

  private final long[] timesNs;
  private final double[][] values;
  private final double[][] peaks;
  private final Scheduler scheduler;
  private final Recorder recorder;
  private long lastNs;
  private long lastBusyNs;
  private long lastCompletions;
  private int taken;
  private int goroutinesMax;

  Sampler(long[] timesNs, Scheduler scheduler, Recorder recorder) {
    this.timesNs = timesNs;
    this.scheduler = scheduler;
    this.recorder = recorder;
    values = new double[NAMES.size()][timesNs.length];
    peaks = new double[NAMES.size()][timesNs.length];
  }

  /** What counts per interval counts from now on. */
  void begin() {
    lastNs = scheduler.now();
    lastBusyNs = scheduler.cpu().busyNs();
    lastCompletions = recorder.completionsInWindow();
    goroutinesPeak();
    goroutinesMax = scheduler.goroutines();
    recorder.takePeaks();
  }

  /** The most goroutines alive at once since {@link #begin}. */
  int goroutinesMax() {
    goroutinesPeak();
    return goroutinesMax;
  }

  private int goroutinesPeak() {
    int peak = scheduler.takeGoroutinesPeak();
    goroutinesMax = Math.max(goroutinesMax, peak);
    return peak;
  }

  /** Takes the samples that are due and not taken yet. */
  void catchUp() {
    while (taken < timesNs.length && timesNs[taken] <= scheduler.now()) {
      sample(taken);
    }
  }

  private void sample(int index) {
    long now = scheduler.now();
    long busy = scheduler.cpu().busyNs();
    long completions = recorder.completionsInWindow();
    double elapsed = Math.max(1, now - lastNs);
    double[] gauges = {
      scheduler.goroutines(),
      scheduler.goroutinesIn(GoroutineStatus.RUNNABLE),
      scheduler.goroutinesIn(GoroutineStatus.RUNNING),
      scheduler.goroutinesIn(GoroutineStatus.WAITING),
      scheduler.goroutinesIn(GoroutineStatus.SYSCALL),
      scheduler.threads(),
      recorder.inSystem(),
      recorder.inQueue(),
      recorder.busyWorkers(),
      (busy - lastBusyNs) / elapsed,
      (completions - lastCompletions) * 1e9 / elapsed,
    };
    for (int row = 0; row < gauges.length; row++) {
      values[row][index] = gauges[row];
      peaks[row][index] = gauges[row];
    }
    Recorder.Peaks watched = recorder.takePeaks();
    peaks[GOROUTINES][index] = goroutinesPeak();
    peaks[IN_SYSTEM][index] = watched.inSystem();
    peaks[IN_QUEUE][index] = watched.inQueue();
    peaks[BUSY_WORKERS][index] = watched.busyWorkers();
    lastNs = now;
    lastBusyNs = busy;
    lastCompletions = completions;
    taken = index + 1;
  }

  Observation.Series series() {
    return new Observation.Series(
        Arrays.copyOf(timesNs, taken), NAMES, rows(values, taken), rows(peaks, taken));
  }

  private static double[][] rows(double[][] all, int length) {
    double[][] rows = new double[all.length][];
    for (int row = 0; row < all.length; row++) {
      rows[row] = Arrays.copyOf(all[row], length);
    }
    return rows;
  }
}
