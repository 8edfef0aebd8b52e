package headroom.accuracy;

import headroom.model.Scenario;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * What a textbook queue says of the same trace: first come first served, {@code c} servers, each
 * request holds one for the sum of its demands. The servers are the workers, but where requests do
 * nothing but compute no more than the cores that GOMAXPROCS lets them use. No costs, no
 * preemption, no Go; nothing on cores used.
 */
final class NaiveQueue {
  private NaiveQueue() {}

  /** The figures of the queue over the trace of {@code reference}. */
  static Figures of(ReferenceCase reference) {
    Scenario scenario = reference.experiment().scenario();
    TraceTable trace = reference.trace();
    long fromNs = scenario.window().warmUpNs();
    long toNs = scenario.window().endNs();
    int servers = servers(scenario);
    long room = scenario.server().queueCapacity();
    PriorityQueue<Long> busyUntil = new PriorityQueue<>();
    PriorityQueue<Long> queuedUntil = new PriorityQueue<>();
    double[] latenciesMs = new double[trace.size()];
    int measured = 0;
    int completions = 0;
    for (int request = 0; request < trace.size(); request++) {
      long arrival = trace.arrivalNs()[request];
      removeUpTo(arrival, queuedUntil);
      boolean full = busyUntil.size() == servers;
      long start = full ? Math.max(arrival, busyUntil.element()) : arrival;
      if (start > arrival && queuedUntil.size() >= room) {
        continue;
      }
      if (full) {
        busyUntil.remove();
      }
      long end = start + serviceNs(trace, request);
      busyUntil.add(end);
      if (start > arrival) {
        queuedUntil.add(start);
      }
      completions += end >= fromNs && end < toNs ? 1 : 0;
      if (arrival >= fromNs && arrival < toNs) {
        latenciesMs[measured++] = (end - arrival) / 1e6;
      }
    }
    return figures(Arrays.copyOf(latenciesMs, measured), completions * 1e9 / (toNs - fromNs));
  }

  private static Figures figures(double[] latenciesMs, double throughput) {
    Arrays.sort(latenciesMs);
    return Figures.each(
        metric ->
            switch (metric) {
              case MEAN -> Arrays.stream(latenciesMs).average().orElse(Double.NaN);
              case P50 -> nearestRank(latenciesMs, 0.5);
              case P90 -> nearestRank(latenciesMs, 0.9);
              case P99 -> nearestRank(latenciesMs, 0.99);
              case THROUGHPUT -> throughput;
              case CORES -> Double.NaN;
            });
  }

  private static int servers(Scenario scenario) {
    int cores = Math.min(scenario.machine().cores(), scenario.runtime().gomaxprocs());
    int workers = scenario.server().workers();
    boolean onlyCpu =
        scenario.classes().stream()
            .flatMap(c -> c.steps().stream())
            .allMatch(step -> step instanceof WorkStep.Cpu);
    return onlyCpu ? Math.min(workers, cores) : workers;
  }

  private static long serviceNs(TraceTable trace, int request) {
    long sum = 0;
    for (long[] column : trace.demands()) {
      sum += Math.max(0, column[request]);
    }
    return sum;
  }

  private static double nearestRank(double[] sorted, double quantile) {
    int rank = (int) Math.ceil(quantile * sorted.length);
    return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, rank - 1)];
  }

  private static void removeUpTo(long timeNs, PriorityQueue<Long> times) {
    while (!times.isEmpty() && times.element() <= timeNs) {
      times.remove();
    }
  }
}
