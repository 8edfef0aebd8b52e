package headroom.experiments.gctrace;

import headroom.model.go.collector.PacerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A log of {@code probe/gctrace}: what the runtime's pacer said of each collection.
 *
 * @param globals variables with pointers, bytes
 * @param builtAfter the collection after which as much stays reachable all the time
 */
record RecordedRun(
    String name,
    PacerSettings settings,
    int gomaxprocs,
    long globals,
    long builtAfter,
    List<Cycle> cycles) {
  static final Path LOGS = Path.of("src/test/resources/reference/gctrace");

  private static final String BUILT = "built after cycle ";
  private static final String NUMBER = "(-?[0-9.]+(?:e[-+]?\\d+)?)";
  private static final Pattern SETTINGS =
      Pattern.compile("settings go1.26\\S* GOGC=(\\S*) GOMEMLIMIT=(\\S*) GOMAXPROCS=(\\d+) .*");
  private static final Pattern START =
      Pattern.compile(
          "pacer: assist ratio=" + NUMBER + " .*->(\\d+) MB\\) workers=(\\d+)\\+" + NUMBER);
  private static final Pattern END =
      Pattern.compile(
          "pacer: \\d+% CPU \\(25 exp.\\) for (\\d+)\\+(\\d+)\\+(\\d+) B work \\((\\d+) B exp.\\) in"
              + " (\\d+) B -> (\\d+) B \\(∆goal (-?\\d+), cons/mark "
              + NUMBER
              + "\\)");

  /** What the program read of its runtime after a collection, under the names of the log. */
  record Sample(Map<String, Long> values) {
    long get(String name) {
      Long value = values.get(name);
      if (value == null) {
        throw new IllegalStateException("no " + name + " in " + values);
      }
      return value;
    }
  }

  /**
   * One collection. Sizes in bytes.
   *
   * @param quiet whether nothing was allocated while marking; then the pacer says nothing, work is
   *     what the next cycle expects, and sizes are those printed in whole MiB
   * @param startGoalMib goal at the start, whole MiB
   * @param consMark the estimate that the cycle was started by; NaN if quiet
   * @param sample what the program read after the collection; null if the next came first
   */
  record Cycle(
      GcTraceLine line,
      boolean quiet,
      double assistRatio,
      long startGoalMib,
      int dedicated,
      double fractional,
      long heapWork,
      long stackWork,
      long globalsWork,
      long triggered,
      long live,
      long goal,
      double consMark,
      @Nullable Sample sample) {
    /**
     * From the first stop to the second.
     *
     * @param place 0 for the shortest duration that prints alike, 1 for the longest
     */
    long durationNs(double place) {
      long stop = line.clock().sweepTerminationNs();
      long mark = line.clock().markNs();
      return stop + mark + Math.round(place * (cutOffNs(stop) + cutOffNs(mark)));
    }

    /** What the runtime does not print of a time. */
    private static long cutOffNs(long printedNs) {
      long unit = 1_000;
      while (printedNs >= 100 * unit && unit < 1_000_000) {
        unit *= 10;
      }
      return unit;
    }
  }

  static List<RecordedRun> all() {
    try (Stream<Path> files = Files.list(LOGS)) {
      return files.sorted().map(RecordedRun::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedRun read(Path file) {
    List<String> lines = lines(file);
    Map<Long, Sample> samples = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.startsWith("sample ")) {
        Sample sample = sample(line);
        samples.putIfAbsent(sample.get("cycle"), sample);
      }
    }
    long globals = samples.values().iterator().next().get("globals");
    long builtAfter =
        lines.stream()
            .filter(line -> line.startsWith(BUILT))
            .mapToLong(line -> Long.parseLong(line.substring(BUILT.length())))
            .findFirst()
            .orElse(Long.MAX_VALUE);
    List<Cycle> cycles = new ArrayList<>();
    Matcher start = null;
    Matcher end = null;
    for (int i = 0; i < lines.size(); i++) {
      Matcher nextStart = START.matcher(lines.get(i));
      Matcher nextEnd = END.matcher(lines.get(i));
      if (nextStart.matches()) {
        start = nextStart;
      } else if (nextEnd.matches()) {
        end = nextEnd;
      } else if (lines.get(i).startsWith("gc ") && start != null) {
        GcTraceLine trace = GcTraceLine.read(lines.get(i)).orElseThrow();
        Sample sample = samples.get(trace.cycle());
        if (end != null) {
          cycles.add(cycle(trace, start, end, sample));
        } else {
          Optional<Long> work = expected(lines.subList(i, lines.size()));
          if (work.isPresent()) {
            cycles.add(quiet(trace, start, work.get(), globals, sample));
          }
        }
        end = null;
      }
    }
    Matcher settings = SETTINGS.matcher(lines.get(0));
    if (!settings.matches()) {
      throw new IllegalStateException(file + ": " + lines.get(0));
    }
    return new RecordedRun(
        file.getFileName().toString(),
        settings(settings.group(1), settings.group(2)),
        Integer.parseInt(settings.group(3)),
        globals,
        builtAfter,
        cycles);
  }

  private static PacerSettings settings(String gogc, String limit) {
    return new PacerSettings(
        gogc.equals("off") ? PacerSettings.OFF : Integer.parseInt(gogc),
        limit.equals("off")
            ? PacerSettings.NO_LIMIT
            : Long.parseLong(limit.replace("MiB", "")) << 20);
  }

  private static Sample sample(String line) {
    Map<String, Long> sample = new LinkedHashMap<>();
    for (String field : line.substring("sample ".length()).split(" ", -1)) {
      String[] pair = field.split("=", 2);
      sample.put(pair[0], Long.parseLong(pair[1]));
    }
    return new Sample(sample);
  }

  /** The work that the next collection to say so expects. */
  private static Optional<Long> expected(List<String> lines) {
    return lines.stream()
        .map(END::matcher)
        .filter(Matcher::matches)
        .map(end -> Long.parseLong(end.group(4)))
        .findFirst();
  }

  private static Cycle quiet(
      GcTraceLine line, Matcher start, long work, long globals, @Nullable Sample sample) {
    long size = line.heap().startBytes() + (1 << 19);
    return new Cycle(
        line,
        true,
        Double.parseDouble(start.group(1)),
        Long.parseLong(start.group(2)),
        Integer.parseInt(start.group(3)),
        Double.parseDouble(start.group(4)),
        work - globals,
        0,
        globals,
        size,
        size,
        line.heap().goalBytes() + (1 << 19),
        Double.NaN,
        sample);
  }

  private static Cycle cycle(
      GcTraceLine line, Matcher start, Matcher end, @Nullable Sample sample) {
    long live = Long.parseLong(end.group(6));
    return new Cycle(
        line,
        false,
        Double.parseDouble(start.group(1)),
        Long.parseLong(start.group(2)),
        Integer.parseInt(start.group(3)),
        Double.parseDouble(start.group(4)),
        Long.parseLong(end.group(1)),
        Long.parseLong(end.group(2)),
        Long.parseLong(end.group(3)),
        Long.parseLong(end.group(5)),
        live,
        live - Long.parseLong(end.group(7)),
        Double.parseDouble(end.group(8)),
        sample);
  }
}
