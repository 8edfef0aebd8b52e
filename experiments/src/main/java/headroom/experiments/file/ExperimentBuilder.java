package headroom.experiments.file;

import headroom.experiments.Experiment;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import headroom.experiments.operations.Operations;
import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.client.ClientSettings;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.service.ProcessSettings;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an experiment of a file in which every default is written out. */
final class ExperimentBuilder {
  /** Points of the series, enough for a chart. */
  private static final int SAMPLES = 200;

  /** Written without a %, it is more likely a forgotten one than so many times the load. */
  private static final double CONSPICUOUS_LOAD = 10;

  private final CsvFiles files;
  private final BenchmarkFiles benchmarks;
  private final Problems problems;

  ExperimentBuilder(CsvFiles files, BenchmarkFiles benchmarks, Problems problems) {
    this.files = files;
    this.benchmarks = benchmarks;
    this.problems = problems;
  }

  private String name(Section root) {
    int errorsBefore = problems.errorCount();
    String name = root.text("name");
    String problem = ExperimentName.problem(name);
    if (root.scalar("name") != null && problem != null && problems.errorCount() == errorsBefore) {
      problems.error(root.placeOf("name"), problem);
    }
    return name;
  }

  /** The experiment; without meaning if there are problems. */
  Experiment build(YamlMap file) {
    Section root = new Section(file, ExperimentSchema.root(), problems);
    String name = name(root);
    String description = root.has("description") ? root.text("description") : null;
    MachineReader reader = new MachineReader(root, problems);
    MachineSettings machine = reader.machine();
    RuntimeSettings runtime = reader.runtime(machine);
    DistributionReader distributions = new DistributionReader(files);
    ResourceNames names = new ResourceNames(root, problems);
    CostProfile costs =
        new ProfileReader(files.baseDirectory(), problems).read(file.get("profile"));
    StepsReader steps = new StepsReader(distributions, names, operations(root, costs), problems);
    List<RequestClass> classes = steps.classes(root);
    Resources resources = new ResourcesReader(names, steps, distributions, problems).read(root);
    ClientsReader clients = new ClientsReader(root, distributions, problems);
    Arrivals loop = clients.closedLoop();
    Arrivals arrivals =
        loop == null
            ? new ArrivalsReader(files, distributions, classes, problems).read(root)
            : loop;
    Section run = root.section("run");
    MemoryReader memory = new MemoryReader(root, problems);
    ServerSettings server =
        new ServerReader(root.section("server"), distributions, problems).read();
    ClientSettings settings = clients.settings();
    clients.refuseBesideGenerator(server, settings);
    Scenario scenario =
        new Scenario(
            machine,
            runtime,
            process(root.section("process")),
            memory.read(),
            arrivals.scaled(load(root)),
            settings,
            server,
            classes,
            resources,
            costs,
            window(run),
            run.integer("seed"));
    memory.noteWithoutEffect(scenario);
    memory.refuseLimitOnNothing(scenario, root);
    PricesReader.read(root); // a plan needs them, mistakes in them are found by every verb
    String reason = reader.reason(machine, runtime);
    return new Experiment(name, description, scenario, runSettings(run), slo(root), reason);
  }

  private OperationStepReader operations(Section root, CostProfile costs) {
    int errorsBefore = problems.errorCount();
    Operations own = new OperationsReader(benchmarks, problems).read(root);
    boolean whole = problems.errorCount() == errorsBefore;
    return new OperationStepReader(own, whole, costs.value(Cost.OP_SCALE), problems);
  }

  private double load(Section root) {
    double load = root.positive("load", Quantity.LOAD).doubleValue();
    YamlText text = root.scalar("load");
    if (load >= CONSPICUOUS_LOAD && text != null && !text.text().endsWith("%")) {
      problems.note(
          text.place(),
          "\"load\" is "
              + text.text()
              + " times what the file says; a share is written with its sign, as in 120%");
    }
    return load;
  }

  private static ProcessSettings process(Section process) {
    return new ProcessSettings(
        (int) process.integer("goroutines"), (int) process.integer("tickers"));
  }

  private static Window window(Section run) {
    YamlText warmup = run.scalar("warmup");
    boolean auto = warmup == null || warmup.text().equals("auto");
    long warmUpNs = auto ? 0 : StrictMath.round(run.read("warmup", ExperimentBuilder::warmUp, 0.0));
    return Window.evenlySampled(warmUpNs, run.positiveNs("duration"), SAMPLES);
  }

  private static double warmUp(String text) throws Malformed {
    try {
      return Quantity.DURATION.parse(text.strip()).doubleValue();
    } catch (Malformed e) {
      throw new Malformed(e.explanation() + ", or auto", e.offset());
    }
  }

  private static Experiment.RunSettings runSettings(Section run) {
    YamlText warmup = run.scalar("warmup");
    Double precision =
        run.has("precision")
            ? (Double) run.positive("precision", Quantity.SHARE).doubleValue()
            : null;
    return new Experiment.RunSettings(
        warmup == null || warmup.text().equals("auto"),
        (int) run.integer("replications"),
        precision);
  }

  private static Experiment.@Nullable Slo slo(Section root) {
    if (!root.has("slo")) {
      return null;
    }
    Section slo = root.section("slo");
    return new Experiment.Slo(
        limitNs(slo, "p50"),
        limitNs(slo, "p90"),
        limitNs(slo, "p95"),
        limitNs(slo, "p99"),
        limitNs(slo, "p999"),
        slo.has("errors") ? (Double) slo.quantity("errors", Quantity.SHARE).doubleValue() : null,
        slo.has("throughput")
            ? (Double) slo.positive("throughput", Quantity.RATE).doubleValue()
            : null,
        slo.has("memory") ? (Long) slo.positive("memory", Quantity.SIZE).longValue() : null);
  }

  private static @Nullable Long limitNs(Section slo, String key) {
    return slo.has(key) ? (Long) slo.positiveNs(key) : null;
  }
}
