package headroom.experiments.file;

import headroom.experiments.file.YamlValue.YamlText;
import headroom.experiments.result.FigureText;
import headroom.model.go.DefaultProcessors;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.NeighbourSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.SidecarSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the machine with its CPU limit, and GOMAXPROCS, which follows from both. */
final class MachineReader {
  /** Source: Linux {@code kernel/sched/core.c:max_cfs_quota_period}, {@code min_cfs_...}. */
  private static final long LONGEST_PERIOD_NS = 1_000_000_000;

  private static final long SHORTEST_NS = 1_000_000;

  private final Section machine;
  private final Section runtime;
  private final Problems problems;

  MachineReader(Section root, Problems problems) {
    machine = root.section("machine");
    runtime = root.section("runtime");
    this.problems = problems;
  }

  /** The machine. */
  MachineSettings machine() {
    int cores = (int) machine.integer("cores");
    Quota quota = quota();
    List<SidecarSettings> sidecars = new ArrayList<>();
    for (Section sidecar : machine.sections("sidecars")) {
      double each = sidecar.positive("cores", Quantity.COUNT).doubleValue();
      long burstNs = sidecar.positiveNs("burst");
      if (each > cores) {
        problems.error(
            sidecar.placeOf("cores"),
            "a sidecar that uses " + FigureText.number(each) + " cores needs more than there are");
      }
      sidecars.add(new SidecarSettings(Math.min(each, cores), burstNs));
    }
    return new MachineSettings(
        cores, quota, sidecars, weight(machine, "cpuWeight"), neighbours(cores));
  }

  private List<NeighbourSettings> neighbours(int cores) {
    List<NeighbourSettings> neighbours = new ArrayList<>();
    for (Section neighbour : machine.sections("neighbours")) {
      double each = neighbour.positive("cores", Quantity.COUNT).doubleValue();
      if (each > cores) {
        problems.error(
            neighbour.placeOf("cores"),
            "a neighbour that wants "
                + FigureText.number(each)
                + " cores wants more than there are; with as many as there are it never idles");
      }
      neighbours.add(
          new NeighbourSettings(
              weight(neighbour, "weight"), Math.min(each, cores), neighbour.positiveNs("burst")));
    }
    return neighbours;
  }

  private static int weight(Section section, String key) {
    return (int) section.integer(key);
  }

  private @Nullable Quota quota() {
    if (!machine.has("cpuQuota")) {
      for (String key : List.of("quotaPeriod", "quotaBurst")) {
        if (machine.has(key)) {
          problems.error(
              machine.placeOf(key), "\"" + key + "\" has no meaning without \"cpuQuota\"");
        }
      }
      return null;
    }
    double cores = machine.read("cpuQuota", MachineReader::cores, 1.0);
    long periodNs = machine.positiveNs("quotaPeriod");
    double burst = machine.quantity("quotaBurst", Quantity.COUNT).doubleValue();
    check(cores, periodNs, burst);
    return new Quota(cores, periodNs, Math.min(burst, cores));
  }

  /** What the kernel refuses. Source: Linux {@code kernel/sched/core.c:tg_set_cfs_bandwidth}. */
  private void check(double cores, long periodNs, double burst) {
    if (periodNs < SHORTEST_NS || periodNs > LONGEST_PERIOD_NS) {
      problems.error(
          machine.placeOf("quotaPeriod"),
          "\"quotaPeriod\" must be from 1ms to 1s, as the kernel has it");
    } else if (cores * periodNs < SHORTEST_NS) {
      problems.error(
          machine.placeOf("cpuQuota"),
          "\"cpuQuota\" is less than 1ms of CPU in a period of "
              + FigureText.time(periodNs / 1e6)
              + ", which the kernel refuses");
    }
    if (burst > cores) {
      problems.error(
          machine.placeOf("quotaBurst"),
          "\"quotaBurst\" is more than \"cpuQuota\", which the kernel refuses");
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

  /** The runtime on {@code on}. */
  RuntimeSettings runtime(MachineSettings on) {
    String version = runtime.word("version");
    int usual = DefaultProcessors.of(version, on);
    return new RuntimeSettings(version, (int) runtime.integerOrWord("gomaxprocs", usual));
  }

  /** Why GOMAXPROCS is what it is. */
  String reason(MachineSettings on, RuntimeSettings settings) {
    YamlText text = runtime.scalar("gomaxprocs");
    if (text != null && !text.text().equals("auto")) {
      return "set to " + text.text();
    }
    int cores = on.cores();
    String all = String.format(Locale.ROOT, "%d core%s", cores, cores == 1 ? "" : "s");
    Quota quota = on.quota();
    if (quota == null) {
      return "auto: the machine's " + all + ", no CPU limit";
    }
    String limit = FigureText.number(quota.cores());
    if (!DefaultProcessors.followLimit(settings.version())) {
      return "auto: the machine's "
          + all
          + "; Go "
          + settings.version()
          + " does not look at the CPU limit of "
          + limit;
    }
    if (settings.gomaxprocs() == cores) {
      return "auto: the machine's " + all + ", not more than the CPU limit of " + limit + " allows";
    }
    return "auto: the CPU limit of "
        + limit
        + (settings.gomaxprocs() >= quota.cores() && quota.cores() > 1
            ? ", rounded up"
            : ", but at least 2");
  }
}
