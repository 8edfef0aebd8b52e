package headroom.model.kernel;

import headroom.model.kernel.MachineSettings.NeighbourSettings;
import java.util.List;

/**
 * The containers of the node and the weights of their threads. A group divides its weight among the
 * cores on which it has runnable threads, by how many it has had on each, and there among these
 * threads; so the weight is of the node, not of a core: a group that keeps four cores busy weighs a
 * quarter of itself on each. Source: Linux {@code kernel/sched/fair.c:calc_group_shares}, {@code
 * core.c:sched_weight_from_cgroup}.
 *
 * <p>Approximate: the kernel schedules groups first and then the threads of a group, here all
 * threads of a core are in one queue; averages of other cores are brought up to date at once, which
 * the kernel does at most every millisecond. Groups within groups are for the user to multiply out.
 */
final class ControlGroups {
  /** The weight of a thread without groups. Source: {@code sched.h:NICE_0_LOAD}, scaled down. */
  static final int UNIT = 1024;

  /** Source: {@code sched.h:MIN_SHARES}. */
  private static final long LEAST = 2;

  private final boolean differ;
  private final long[] shares;
  private final int[][] runnable;
  private final Utilisation[][] averages;

  ControlGroups(MachineSettings machine) {
    List<NeighbourSettings> neighbours = machine.neighbours();
    differ = !neighbours.isEmpty();
    int groups = neighbours.size() + 1;
    shares = new long[groups];
    runnable = new int[groups][machine.cores()];
    averages = new Utilisation[groups][machine.cores()];
    for (int i = 0; i < groups; i++) {
      int weight = i == 0 ? machine.cpuWeight() : neighbours.get(i - 1).weight();
      shares[i] =
          Math.max(LEAST, Math.round((double) weight * UNIT / MachineSettings.USUAL_WEIGHT));
      for (int core = 0; core < machine.cores(); core++) {
        averages[i][core] = new Utilisation();
      }
    }
  }

  /** Whether threads differ in weight: without neighbours all are alike. */
  boolean differ() {
    return differ;
  }

  /** {@code thread} runs on {@code core} or waits for it. */
  void runnable(CpuThread thread, Core core, long nowNs) {
    if (differ && thread.countedOn != core.id && !thread.hasPriority()) {
      sleeps(thread, nowNs);
      thread.countedOn = core.id;
      change(thread.group(), core.id, 1, nowNs);
    }
  }

  /** {@code thread} neither runs nor waits for a core. */
  void sleeps(CpuThread thread, long nowNs) {
    if (thread.countedOn != CpuThread.ANY_CORE) {
      change(thread.group(), thread.countedOn, -1, nowNs);
      thread.countedOn = CpuThread.ANY_CORE;
    }
  }

  /** What {@code thread}, which is runnable on {@code core}, weighs there. */
  long weight(CpuThread thread, Core core, long nowNs) {
    if (!differ || thread.hasPriority()) {
      return UNIT;
    }
    int group = thread.group();
    int here = Math.max(1, runnable[group][core.id]);
    double load = Math.max(here, averages[group][core.id].at(nowNs));
    double all = load;
    for (int other = 0; other < averages[group].length; other++) {
      all += other == core.id ? 0 : averages[group][other].at(nowNs);
    }
    return Math.max(LEAST, Math.round(shares[group] * load / all / here));
  }

  /** What all groups together have had runnable on a core lately, by their weight there. */
  double load(int core, long nowNs) {
    double sum = 0;
    for (int group = 0; group < shares.length; group++) {
      sum += load(group, core, nowNs);
    }
    return sum;
  }

  private double load(int group, int core, long nowNs) {
    double all = 0;
    for (Utilisation each : averages[group]) {
      all += each.at(nowNs);
    }
    return shares[group] * averages[group][core].at(nowNs) / Math.max(1, all);
  }

  /**
   * What of this is due to {@code thread}, as if all threads of its group that are runnable on its
   * core were alike. Source: {@code fair.c:task_h_load}.
   */
  double load(CpuThread thread, long nowNs) {
    int group = thread.group();
    return load(group, thread.core, nowNs) / Math.max(1, runnable[group][thread.core]);
  }

  private void change(int group, int core, int by, long nowNs) {
    runnable[group][core] += by;
    averages[group][core].change(runnable[group][core], nowNs);
  }
}
