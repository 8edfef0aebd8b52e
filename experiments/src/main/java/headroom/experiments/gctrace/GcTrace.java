package headroom.experiments.gctrace;

import headroom.experiments.gctrace.GcTraceLine.Clock;
import headroom.experiments.gctrace.GcTraceLine.Cpu;
import headroom.experiments.gctrace.GcTraceLine.Heap;
import headroom.model.Scenario;
import headroom.model.go.collector.CycleRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * The gctrace of a simulated process: a line for each cycle, times from the start of the process.
 */
public final class GcTrace {
  private final int cores;
  private final long globalsBytes;

  /** CPU of all cycles so far but for idle workers, ns; a stop counts for each P. */
  private long collectorNs;

  /** Time of all Ps up to the end of the last cycle, ns. */
  private long processorNs;

  private long lastEndNs;

  private GcTrace(Scenario scenario) {
    cores = scenario.machine().cores();
    globalsBytes = scenario.memory().globalsBytes();
  }

  /** A line for each of {@code cycles}, which are all of a process from its start. */
  public static List<GcTraceLine> of(Scenario scenario, List<CycleRecord> cycles) {
    GcTrace trace = new GcTrace(scenario);
    List<GcTraceLine> lines = new ArrayList<>();
    cycles.forEach(cycle -> lines.add(trace.line(cycle)));
    return lines;
  }

  /** The text of a log with a line for each of {@code cycles}. */
  public static String text(Scenario scenario, List<CycleRecord> cycles) {
    StringBuilder text = new StringBuilder();
    of(scenario, cycles).forEach(line -> text.append(line.write()).append('\n'));
    return text.toString();
  }

  private GcTraceLine line(CycleRecord cycle) {
    long pausesNs = cycle.firstPauseNs() + cycle.secondPauseNs();
    long endNs = cycle.startNs() + pausesNs + cycle.markNs();
    int stoppedProcs = Math.min(cycle.processors(), cores);
    collectorNs += cycle.assistNs() + cycle.dedicatedNs() + pausesNs * cycle.processors();
    processorNs += (endNs - lastEndNs) * cycle.processors();
    lastEndNs = endNs;
    return new GcTraceLine(
        cycle.number(),
        cycle.startNs(),
        (int) (100.0 * collectorNs / (double) processorNs),
        false,
        new Clock(cycle.firstPauseNs(), cycle.markNs(), cycle.secondPauseNs()),
        new Cpu(
            cycle.firstPauseNs() * stoppedProcs,
            cycle.assistNs(),
            cycle.dedicatedNs(),
            cycle.idleNs(),
            cycle.secondPauseNs() * stoppedProcs),
        new Heap(
            cycle.triggered(),
            cycle.heapAtEnd(),
            cycle.marked(),
            cycle.goal(),
            cycle.stackBytes(),
            globalsBytes),
        cycle.processors(),
        false); // a cycle after two minutes without one is not what the log calls forced
  }
}
