package headroom.experiments.operations;

import headroom.experiments.operations.Operation.Figures;
import headroom.experiments.operations.Operation.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code go test -bench . -benchmem} printed. Each benchmark is an operation with the medians
 * of its lines ({@code -count}); {@code BenchmarkParse-8} is {@code Parse} and also {@code
 * Parse-8}. Of lines for several numbers of Ps ({@code -cpu}) the plain name is the one with the
 * fewest. Source: Go 1.26 {@code testing/benchmark.go:BenchmarkResult.String}, {@code
 * benchmarkName}.
 */
public final class BenchmarkOutput {
  private static final String PREFIX = "Benchmark";
  private static final Pattern TOKEN = Pattern.compile("\\S+");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern PROCESSORS = Pattern.compile("(.+)-([1-9][0-9]{0,3})");

  /** Other lines that go test prints: of the machine, of the end, and what a benchmark logs. */
  private static final Pattern OTHER =
      Pattern.compile(
          "(\\s.*|[a-z][A-Za-z0-9 -]*:.*|PASS|FAIL.*|ok\\s.*|\\?\\s.*|(---|===).*|exit status.*)?");

  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
  private final List<Mistake> mistakes = new ArrayList<>();

  private BenchmarkOutput() {}

  /**
   * A line that go test does not print.
   *
   * @param line from 1
   * @param column from 1
   */
  public record Mistake(int line, int column, String message) {}

  /** What was found; without meaning if there are mistakes. */
  public record Content(Operations operations, List<Mistake> mistakes) {}

  private record Sample(double ns, double bytes, double objects) {}

  private record Token(String text, int column) {}

  /** Reads {@code text}. */
  public static Content read(String text) {
    BenchmarkOutput output = new BenchmarkOutput();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      output.read(lines.get(i), i + 1);
    }
    return new Content(output.operations(), List.copyOf(output.mistakes));
  }

  private void read(String line, int number) {
    if (!line.startsWith(PREFIX)) {
      if (!OTHER.matcher(line).matches()) {
        mistakes.add(
            new Mistake(number, 1, "\"" + shortened(line) + "\" is no line of go test -bench"));
      }
      return;
    }
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(line);
    while (matcher.find()) {
      tokens.add(new Token(matcher.group(), matcher.start() + 1));
    }
    if (tokens.size() > 1) { // with -v the name comes first, alone
      readResult(tokens, number);
    }
  }

  private void readResult(List<Token> tokens, int line) {
    Token iterations = tokens.get(1);
    if (!iterations.text().matches("[0-9]+")) {
      refuse(iterations, line, "is not a number of iterations");
      return;
    }
    double ns = Double.NaN;
    double bytes = Double.NaN;
    double objects = 0;
    for (int i = 2; i < tokens.size(); i += 2) {
      Token value = tokens.get(i);
      if (!NUMBER.matcher(value.text()).matches()) {
        refuse(value, line, "is not a number; expected one with its unit, such as 156.9 ns/op");
        return;
      }
      if (i + 1 == tokens.size()) {
        refuse(value, line, "has no unit; expected one such as ns/op");
        return;
      }
      double number = Double.parseDouble(value.text());
      switch (tokens.get(i + 1).text()) {
        case "ns/op" -> ns = number;
        case "B/op" -> bytes = number;
        case "allocs/op" -> objects = number;
        default -> {} // MB/s, and what the benchmark reports of itself
      }
    }
    if (!Double.isNaN(ns)) {
      String name = tokens.get(0).text().substring(PREFIX.length());
      samples.computeIfAbsent(name, each -> new ArrayList<>()).add(new Sample(ns, bytes, objects));
    }
  }

  private void refuse(Token token, int line, String why) {
    mistakes.add(new Mistake(line, token.column(), "\"" + shortened(token.text()) + "\" " + why));
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  /** By the name without the number of Ps, the fewest first. */
  private Operations operations() {
    boolean all = allEndAlike();
    Map<String, Map<Integer, String>> names = new LinkedHashMap<>();
    for (String name : samples.keySet()) {
      Matcher matcher = PROCESSORS.matcher(name);
      boolean ends = matcher.matches();
      String plain = ends ? matcher.group(1) : name;
      boolean number = ends && (all || samples.containsKey(plain));
      names
          .computeIfAbsent(number ? plain : name, each -> new TreeMap<>())
          .put(number ? Integer.parseInt(matcher.group(2)) : 1, name);
    }
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, Map<Integer, String>> each : names.entrySet()) {
      String name = each.getKey();
      for (String written : each.getValue().values()) {
        operations.add(operation(name, written));
        name = null;
      }
    }
    return new Operations(operations);
  }

  /** Whether each name ends in a number: a benchmark of one P has none, so it is that of Ps. */
  private boolean allEndAlike() {
    return samples.keySet().stream().allMatch(name -> PROCESSORS.matcher(name).matches());
  }

  private Operation operation(@Nullable String name, String written) {
    List<Sample> all = samples.getOrDefault(written, List.of());
    double[] ns = sorted(all.stream().mapToDouble(Sample::ns).toArray());
    Figures figures =
        new Figures(
            median(ns),
            ns[0],
            ns[ns.length - 1],
            median(sorted(all.stream().mapToDouble(Sample::bytes).toArray())),
            median(sorted(all.stream().mapToDouble(Sample::objects).toArray())),
            null);
    return new Operation(
        name == null ? written : name, written, Origin.BENCHMARK, figures, null, "");
  }

  private static double[] sorted(double[] values) {
    Arrays.sort(values);
    return values;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
