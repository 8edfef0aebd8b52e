package headroom.experiments.file;

import headroom.experiments.Experiment;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.client.ClientSettings;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.Distribution;
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
  private final Problems problems;

  ExperimentBuilder(CsvFiles files, Problems problems) {
    this.files = files;
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
    StepsReader steps = new StepsReader(distributions, names, problems);
    List<RequestClass> classes = steps.classes(root);
    Resources resources = new ResourcesReader(names, steps, distributions, problems).read(root);
    ClientsReader clients = new ClientsReader(root, distributions, problems);
    Arrivals loop = clients.closedLoop();
    Arrivals arrivals =
        loop == null
            ? new ArrivalsReader(files, distributions, classes, problems).read(root)
            : loop;
    CostProfile costs =
        new ProfileReader(files.baseDirectory(), problems).read(file.get("profile"));
    Section run = root.section("run");
    MemoryReader memory = new MemoryReader(root, problems);
    ServerSettings server = server(root.section("server"), distributions);
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
    String reason = reader.reason(machine, runtime);
    return new Experiment(name, description, scenario, runSettings(run), slo(root), reason);
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

  private ServerSettings server(Section server, DistributionReader distributions) {
    long workers = server.integerOrWord("workers", ServerSettings.UNBOUNDED);
    long queue = server.integerOrWord("queue", ServerSettings.UNLIMITED);
    boolean limited = queue != ServerSettings.UNLIMITED;
    if (server.has("whenFull") && !limited) {
      if (server.has("queue") && server.placeOf("queue").equals(server.place())) {
        problems.error(
            server.placeOf("whenFull"),
            "\"whenFull\" has no meaning with an unlimited queue; set \"queue\" as well");
      } else {
        problems.note(
            server.placeOf("whenFull"), "\"whenFull\" has no effect: the queue is unlimited");
      }
    }
    if (limited && workers == ServerSettings.UNBOUNDED) {
      problems.note(
          server.placeOf("queue"),
          "\"queue\" has no effect: with unbounded workers no request waits in it");
    }
    boolean locked = server.flag("lockOSThread");
    if (locked && workers == ServerSettings.UNBOUNDED) {
      problems.error(
          server.placeOf("lockOSThread"),
          "\"lockOSThread\" needs a number of \"workers\"; with unbounded ones every request"
              + " would start a thread and end it, which is not simulated");
    }
    ServerSettings.WhenFull whenFull =
        server.word("whenFull").equals("reject") && server.has("whenFull")
            ? ServerSettings.WhenFull.REJECT
            : ServerSettings.WhenFull.BLOCK;
    ServerSettings.Accept accept =
        server.word("accept").equals("timer")
            ? ServerSettings.Accept.TIMER
            : ServerSettings.Accept.NETWORK;
    Distribution overhead =
        server.read(
            "overhead",
            text -> distributions.read(text, Quantity.DURATION),
            new Distribution.Constant(0));
    long deadlineNs =
        server.has("deadline") ? server.positiveNs("deadline") : ServerSettings.NO_DEADLINE;
    return new ServerSettings((int) workers, queue, whenFull, overhead, accept, deadlineNs, locked);
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
            : null);
  }

  private static @Nullable Long limitNs(Section slo, String key) {
    return slo.has(key) ? (Long) slo.positiveNs(key) : null;
  }
}
