package headroom.experiments.file;

import headroom.experiments.file.YamlValue.YamlText;
import headroom.experiments.result.FigureText;
import headroom.model.go.DefaultProcessors;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.NeighbourSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.SidecarSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the machine with its CPU limit, and GOMAXPROCS, which follows from both. */
final class MachineReader {
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
    QuotaReader limit = new QuotaReader(machine, problems);
    Quota quota = limit.quota();
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
        cores, quota, sidecars, weight(machine, "cpuWeight"), neighbours(cores), limit.changes());
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

  /** The runtime on {@code on}. */
  RuntimeSettings runtime(MachineSettings on) {
    String version = runtime.word("version");
    int usual = DefaultProcessors.of(version, on);
    return new RuntimeSettings(
        version, (int) runtime.integerOrWord("gomaxprocs", usual), isAutomatic());
  }

  private boolean isAutomatic() {
    YamlText text = runtime.scalar("gomaxprocs");
    return text == null || text.text().equals("auto");
  }

  /** Why GOMAXPROCS is what it is. */
  String reason(MachineSettings on, RuntimeSettings settings) {
    YamlText text = runtime.scalar("gomaxprocs");
    if (text != null && !isAutomatic()) {
      return "set to " + text.text();
    }
    boolean follows = DefaultProcessors.follows(settings, on);
    return reasonAtStart(on, settings)
        + (follows ? "; it follows the limit, which changes while the program runs" : "");
  }

  private static String reasonAtStart(MachineSettings on, RuntimeSettings settings) {
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
