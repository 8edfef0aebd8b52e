package headroom.model.go.collector;

import java.util.ArrayList;
import java.util.List;

/**
 * An idealized program under the pacer, cycle by cycle: rates in KiB per CPU millisecond, assists
 * that hold the assist ratio exactly. As the runtime tests its own pacer: Go 1.26 {@code
 * runtime/mgcpacer_test.go:TestGcPacer}.
 */
record PacedProgram(
    PacerSettings settings,
    long globalsBytes,
    Series allocRate,
    Series scanRate,
    Series growth,
    Series scannable,
    Series stackBytes,
    int cycles) {
  static final int CORES = 8;
  private static final long INITIAL_HEAP = 256 << 10;
  private static final long REVISE_NS = 500_000;

  /** KiB per CPU ms to bytes per core in a revision's period. */
  private static final double RATE = 1024 * (REVISE_NS / 1e6);

  /** One value for each cycle, 0 for the first. */
  interface Series {
    double at(int cycle);

    default Series plus(Series other) {
      return cycle -> at(cycle) + other.at(cycle);
    }

    default Series delayed(int cycles) {
      return cycle -> cycle < cycles ? 0 : at(cycle - cycles);
    }

    static Series constant(double value) {
      return cycle -> value;
    }

    static Series ramp(double height, int length) {
      return cycle -> height * Math.min(cycle, length) / length;
    }

    static Series peak(double height) {
      return cycle -> cycle == 0 ? height : 0;
    }

    static Series sine(double amplitude, int period) {
      return cycle -> amplitude * StrictMath.sin(2 * Math.PI * (cycle % period) / period);
    }

    /** Uniform in ± {@code amplitude}: the golden ratio's multiples, scrambled by {@code seed}. */
    static Series noise(double amplitude, int seed) {
      return cycle -> {
        long mixed = (seed * 1_000_003L + cycle + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
        return amplitude * (2 * ((mixed >>> 11) * 0x1.0p-53) - 1);
      };
    }
  }

  /** What the runtime's tests look at. */
  record Cycle(long marked, long trigger, long goal, long peak, double utilization) {
    double goalRatio() {
      return (double) peak / goal;
    }
  }

  List<Cycle> run() {
    Pacer pacer = new Pacer(settings);
    List<Cycle> all = new ArrayList<>();
    long blackLast = 0;
    long stacks = 0;
    for (int i = 0; i < cycles; i++) {
      long stackNow = 2048 * (long) (stackBytes.at(i) / 2048);
      pacer.stacksChanged(stackNow - stacks);
      stacks = stackNow;
      long growTo = Math.max(pacer.trigger(), pacer.heapMarked()) - pacer.heapMarked();
      if (i == 0) {
        pacer.addGlobals(globalsBytes);
      }
      pacer.allocated(growTo, (long) (growTo * scannable.at(i)));
      pacer.startCycle(0, CORES, false);
      double growthNow = growth.at(i);
      long next = i == 0 ? INITIAL_HEAP : (long) ((pacer.heapMarked() - blackLast) * growthNow);
      Marking marking = new Marking(pacer, i);
      marking.run(next, stackNow);
      all.add(
          new Cycle(
              pacer.heapMarked(),
              pacer.triggered(),
              pacer.goal(),
              pacer.heapLive(),
              (double) marking.assistNs / (marking.ns * CORES) + 0.25));
      pacer.endCycle(marking.ns, CORES, marking.assistNs, 0);
      pacer.resetLive(next + marking.black);
      pacer.commit(false);
      blackLast = marking.black;
    }
    return all;
  }

  /** One mark phase. */
  private final class Marking {
    private final Pacer pacer;
    private final int cycle;
    private final long[] left = new long[3];
    private long ns;
    private long assistNs;
    private long black;

    Marking(Pacer pacer, int cycle) {
      this.pacer = pacer;
      this.cycle = cycle;
    }

    void run(long nextMarked, long stackNow) {
      left[0] = globalsBytes;
      left[1] = stackNow;
      left[2] = (long) (nextMarked * scannable.at(cycle));
      while (left[0] + left[1] + left[2] > 0) {
        step();
      }
    }

    private void step() {
      double scan = scanRate.at(cycle);
      double alloc = allocRate.at(cycle);
      double owed = pacer.assistWorkPerByte() * alloc;
      double utilization = Math.max(0.25, owed / (owed + scan));
      long wanted = (long) (scan * RATE * CORES * utilization);
      long allocated = (long) (alloc * RATE * CORES * (1 - utilization));
      long work = wanted;
      long[] done = new long[3];
      for (int i = 0; i < 3; i++) {
        done[i] = Math.min(left[i], work);
        left[i] -= done[i];
        work -= done[i];
      }
      long elapsed = REVISE_NS;
      if (work > 0) { // marking ends within the period
        double share = (wanted - work) / (scan * RATE * CORES * utilization);
        elapsed = (long) (REVISE_NS * share);
        allocated =
            (long) (alloc * RATE * ((double) elapsed / REVISE_NS) * CORES * (1 - utilization));
      }
      pacer.addScannable((long) (allocated * scannable.at(cycle)));
      pacer.scanned(done[2], done[1], done[0]);
      pacer.allocated(allocated, 0);
      assistNs += (long) (elapsed * CORES * (utilization - 0.25));
      ns += elapsed;
      black += allocated;
    }
  }
}
