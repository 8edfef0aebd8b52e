package headroom.experiments.file;

import headroom.experiments.result.FigureText;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.QuotaChange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the CPU limit and what becomes of it. */
final class QuotaReader {
  /** Source: Linux {@code kernel/sched/core.c:max_cfs_quota_period}, {@code min_cfs_...}. */
  private static final long LONGEST_PERIOD_NS = 1_000_000_000;

  private static final long SHORTEST_NS = 1_000_000;

  private static final String CORES = "cpuQuota";
  private static final String CHANGES = "cpuQuotaChanges";

  private final Section machine;
  private final Problems problems;

  QuotaReader(Section machine, Problems problems) {
    this.machine = machine;
    this.problems = problems;
  }

  /** The limit when the program starts; null if there is none. */
  @Nullable Quota quota() {
    if (!machine.has(CORES) && !machine.has(CHANGES)) {
      for (String key : List.of("quotaPeriod", "quotaBurst")) {
        if (machine.has(key)) {
          problems.error(
              machine.placeOf(key), "\"" + key + "\" has no meaning without \"cpuQuota\"");
        }
      }
      return null;
    }
    long periodNs = machine.positiveNs("quotaPeriod");
    if (periodNs < SHORTEST_NS || periodNs > LONGEST_PERIOD_NS) {
      problems.error(
          machine.placeOf("quotaPeriod"),
          "\"quotaPeriod\" must be from 1ms to 1s, as the kernel has it");
    }
    if (!machine.has(CORES)) {
      return null;
    }
    double cores = machine.read(CORES, QuotaReader::cores, 1.0);
    double burst = burst();
    if (burst > cores) {
      problems.error(
          machine.placeOf("quotaBurst"),
          "\"quotaBurst\" is more than \"cpuQuota\", which the kernel refuses");
    }
    return checked(machine, cores, periodNs);
  }

  /** What becomes of it while the program runs, earliest first. */
  List<QuotaChange> changes() {
    List<QuotaChange> changes = new ArrayList<>();
    long beforeNs = 0;
    for (Section change : machine.sections(CHANGES)) {
      long atNs = change.positiveNs("at");
      if (change.has("at") && atNs <= beforeNs) {
        problems.error(
            change.placeOf("at"),
            "\"at\" must be later than in the change before, "
                + FigureText.time(beforeNs / 1e6)
                + ": changes are listed in the order of time");
      }
      changes.add(new QuotaChange(atNs, changed(change)));
      beforeNs = change.has("at") ? atNs : beforeNs;
    }
    return changes;
  }

  private @Nullable Quota changed(Section change) {
    double cores = change.read(CORES, QuotaReader::coresOrNone, Double.POSITIVE_INFINITY);
    if (Double.isInfinite(cores)) {
      return null;
    }
    if (burst() > cores) {
      problems.error(
          change.placeOf(CORES),
          "\"cpuQuota\" is less than \"quotaBurst\", which the kernel refuses");
    }
    return checked(change, cores, machine.positiveNs("quotaPeriod"));
  }

  private double burst() {
    return machine.quantity("quotaBurst", Quantity.COUNT).doubleValue();
  }

  /** What the kernel refuses. Source: Linux {@code kernel/sched/core.c:tg_set_cfs_bandwidth}. */
  private Quota checked(Section section, double cores, long periodNs) {
    boolean periodIsRight = periodNs >= SHORTEST_NS && periodNs <= LONGEST_PERIOD_NS;
    if (periodIsRight && cores * periodNs < SHORTEST_NS) {
      problems.error(
          section.placeOf(CORES),
          "\"cpuQuota\" is less than 1ms of CPU in a period of "
              + FigureText.time(periodNs / 1e6)
              + ", which the kernel refuses");
    }
    return new Quota(cores, periodNs, Math.min(burst(), cores));
  }

  private static Double coresOrNone(String text) throws Malformed {
    if (text.strip().equals("unlimited")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return cores(text);
    } catch (Malformed e) {
      if (text.strip().matches("[-+.0-9].*")) {
        throw e;
      }
      throw new Malformed(
          "\"cpuQuota\" is \"" + text + "\"; expected a number of cores, or unlimited", 0);
    }
  }

  private static Double cores(String text) throws Malformed {
    String plain = text.strip();
    if (plain.matches("[0-9]{1,9}m")) {
      BigDecimal meant = new BigDecimal(plain.substring(0, plain.length() - 1)).movePointLeft(3);
      throw new Malformed(
          "\""
              + plain
              + "\" is a limit in thousandths of a core; expected a number of cores; did you mean "
              + meant.stripTrailingZeros().toPlainString()
              + "?",
          0);
    }
    BigDecimal value = Quantity.COUNT.parse(plain);
    if (value.signum() == 0) {
      throw new Malformed("\"cpuQuota\" must be more than 0", 0);
    }
    return value.doubleValue();
  }
}
