package headroom.experiments.file;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.Sweep.Axis;
import headroom.experiments.file.Sweep.Group;
import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlList;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import headroom.experiments.operations.Operations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an experiment file: the entrance of this package. */
public final class ExperimentReader {
  /** A sweep of more points is refused: it would run for days. */
  private static final int MAX_POINTS = 100_000;

  private final ExperimentSource source;
  private final CsvFiles files;
  private final BenchmarkFiles benchmarks;
  private final Problems problems = new Problems();

  private ExperimentReader(ExperimentSource source) {
    this.source = source;
    this.files = new CsvFiles(source.baseDirectory());
    this.benchmarks = new BenchmarkFiles(source.baseDirectory());
  }

  /** Reads an experiment, with {@code settings} replacing or adding values of the file. */
  public static LoadedExperiment read(ExperimentSource source, List<Setting> settings)
      throws InvalidExperimentException {
    return read(source, settings, List.of());
  }

  /**
   * Reads an experiment with {@code settings} and, in the file's sweep or added to it, {@code
   * axes}.
   */
  public static LoadedExperiment read(
      ExperimentSource source, List<Setting> settings, List<SweptKey> axes)
      throws InvalidExperimentException {
    return new ExperimentReader(source).read(settings, axes);
  }

  /** Reads an experiment as {@link #read}, and leaves out its sweep. */
  public static Experiment readBase(ExperimentSource source, List<Setting> settings)
      throws InvalidExperimentException {
    ExperimentReader reader = new ExperimentReader(source);
    YamlMap file = reader.parse();
    for (Setting setting : settings) {
      file = reader.apply(file, setting);
    }
    Experiment base = reader.check(file, reader.problems);
    reader.failIfWrong();
    return base;
  }

  /** Whether {@code source} with {@code settings} says anything of the key {@code key}. */
  public static boolean says(ExperimentSource source, List<Setting> settings, String key)
      throws InvalidExperimentException {
    return readTree(source, settings).has(key);
  }

  /** The operations that {@code source} brings, without those of the catalogue. */
  public static Operations operations(ExperimentSource source) throws InvalidExperimentException {
    ExperimentReader reader = new ExperimentReader(source);
    YamlMap file = reader.parse();
    new StructureCheck(reader.problems).check(file);
    Section root = new Section(file, ExperimentSchema.root(), reader.problems);
    Operations own = new OperationsReader(reader.benchmarks, reader.problems).read(root);
    reader.failIfWrong();
    return own;
  }

  /** The file with {@code settings}, as it is written. */
  static YamlMap readTree(ExperimentSource source, List<Setting> settings)
      throws InvalidExperimentException {
    ExperimentReader reader = new ExperimentReader(source);
    YamlMap file = reader.parse();
    for (Setting setting : settings) {
      file = reader.apply(file, setting);
    }
    reader.failIfWrong();
    return file;
  }

  private LoadedExperiment read(List<Setting> settings, List<SweptKey> sweepAxes)
      throws InvalidExperimentException {
    YamlMap file = parse();
    for (Setting setting : settings) {
      file = apply(file, setting);
    }
    for (SweptKey axis : sweepAxes) {
      file = apply(file, axis);
    }
    Experiment base = check(file, problems);
    Sweep axes = Sweep.of(file, problems);
    if (axes.points() > MAX_POINTS) {
      problems.error(file.place(), "the sweep has more than " + MAX_POINTS + " points");
      throw invalid();
    }
    checkAxes(file, axes);
    failIfWrong();
    noteOverridden(settings, axes);
    List<Point> points = points(file, axes, base);
    failIfWrong();
    new Advice(file, problems).give(base, points);
    String resolved = YamlWriter.write(WrittenBenchmarks.in(Defaults.fill(file), benchmarks));
    Section root = new Section(Defaults.fill(file), ExperimentSchema.root(), new Problems());
    return new LoadedExperiment(
        base,
        points,
        axes.flat(),
        resolved,
        problems.notes(source.name()),
        root.positive("load", Quantity.LOAD).doubleValue(),
        PricesReader.read(root));
  }

  /** What is set once for all points, and again at each of them. */
  private void noteOverridden(List<Setting> settings, Sweep axes) {
    for (Setting setting : settings) {
      if (axes.flat().stream().anyMatch(axis -> axis.key().equals(setting.key()))) {
        problems.note(
            Place.ofOption(setting.origin()),
            "\"" + setting.key() + "\" is an axis of the sweep, whose points set it themselves");
      }
    }
  }

  private YamlMap parse() throws InvalidExperimentException {
    YamlValue value = YamlParser.parse(source.name(), source.text(), problems);
    if (value instanceof YamlMap map) {
      return map;
    }
    if (value != null) {
      problems.error(
          value.place(),
          "an experiment must be a mapping of keys such as name: checkout, not " + value.kind());
    }
    throw invalid();
  }

  private YamlMap apply(YamlMap file, Setting setting) {
    Place place = Place.ofOption(setting.origin());
    YamlValue value = YamlParser.parseAt(place, setting.value(), problems);
    return value == null ? file : set(file, setting.key(), place, value, problems);
  }

  private YamlMap apply(YamlMap file, SweptKey axis) {
    Place place = Place.ofOption(axis.origin());
    List<YamlValue> values = new ArrayList<>();
    for (String text : axis.values()) {
      YamlValue value = YamlParser.parseAt(place, text, problems);
      if (value != null) {
        values.add(value);
      }
    }
    YamlMap sweep =
        file.get("sweep") instanceof YamlMap given ? given : new YamlMap(place, List.of());
    Entry added = new Entry(axis.key(), place, new YamlList(place, values));
    boolean zipped = sweep.get("zip") instanceof YamlMap zip && zip.has(axis.key());
    YamlMap changed =
        zipped && sweep.get("zip") instanceof YamlMap zip
            ? sweep.with(new Entry("zip", zip.place(), zip.with(added)))
            : sweep.with(added);
    return file.with(new Entry("sweep", place, changed));
  }

  private static YamlMap set(
      YamlMap file, String key, Place place, YamlValue value, Problems problems) {
    try {
      return KeyPath.set(file, key, place, value);
    } catch (Malformed e) {
      problems.error(place, e.explanation());
      return file;
    }
  }

  /** Reads one experiment and collects its problems. */
  private Experiment check(YamlMap file, Problems found) {
    new StructureCheck(found).check(file);
    return new ExperimentBuilder(files, benchmarks, found).build(Defaults.fill(file));
  }

  /** Tries every value of every axis alone, so that a wrong one is reported once. */
  private void checkAxes(YamlMap file, Sweep axes) {
    for (Group group : axes.groups()) {
      for (int i = 0; i < group.size(); i++) {
        checkValue(file, group, i);
      }
    }
  }

  private void checkValue(YamlMap file, Group group, int index) {
    if (group.axes().stream().anyMatch(axis -> axis.values().size() <= index)) {
      return;
    }
    int errorsBefore = problems.errorCount();
    YamlMap changed = file;
    for (Axis axis : group.axes()) {
      changed = set(changed, axis.key(), axis.keyPlace(), axis.values().get(index), problems);
    }
    if (problems.errorCount() == errorsBefore) {
      checkPoint(changed, names(group, index));
    }
  }

  private @Nullable Experiment checkPoint(YamlMap file, String at) {
    Problems found = new Problems();
    Experiment experiment = check(file, found);
    for (Problem problem : found.without(problems)) {
      String message = problem.message();
      boolean note = problem.severity() == Problem.Severity.NOTE;
      String named =
          note || message.startsWith("unknown key") ? message : message + " (at " + at + ")";
      problems.add(
          new Problem(problem.file(), problem.line(), problem.column(), named, problem.severity()));
    }
    return found.hasErrors() ? null : experiment;
  }

  private static String names(Group group, int index) {
    List<String> names = new ArrayList<>();
    for (Axis axis : group.axes()) {
      names.add(axis.key() + "=" + axis.values().get(index).text());
    }
    return String.join(", ", names);
  }

  /** All combinations, later axes fastest. */
  private List<Point> points(YamlMap file, Sweep axes, Experiment base) {
    if (axes.groups().isEmpty()) {
      return List.of(new Point(Map.of(), base));
    }
    List<Point> points = new ArrayList<>();
    for (int number = 0; number < axes.points(); number++) {
      YamlMap changed = file;
      Map<String, Object> parameters = new LinkedHashMap<>();
      List<String> names = new ArrayList<>();
      long rest = axes.points();
      int remainder = number;
      for (Group group : axes.groups()) {
        rest /= group.size();
        int index = (int) (remainder / rest);
        remainder = (int) (remainder % rest);
        names.add(names(group, index));
        for (Axis axis : group.axes()) {
          YamlText value = axis.values().get(index);
          changed = set(changed, axis.key(), axis.keyPlace(), value, problems);
          parameters.put(axis.key(), parameter(value));
        }
      }
      Experiment experiment = checkPoint(changed, String.join(", ", names));
      if (experiment != null) {
        points.add(new Point(parameters, experiment));
      }
    }
    return points;
  }

  private static Object parameter(YamlText value) {
    if (value.type() != YamlText.Type.NUMBER) {
      return value.text();
    }
    if (value.text().matches("[-+]?[0-9]{1,18}")) {
      return Long.valueOf(value.text());
    }
    try {
      return Double.valueOf(value.text());
    } catch (NumberFormatException e) {
      return value.text();
    }
  }

  private void failIfWrong() throws InvalidExperimentException {
    if (problems.hasErrors()) {
      throw invalid();
    }
  }

  private InvalidExperimentException invalid() {
    return new InvalidExperimentException(problems.errors(source.name()));
  }
}
