package headroom.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import headroom.gates.Markdown.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The tables of the examples' pages are what their commands print: the n-th table of a page belongs
 * to its n-th {@code sweep}, and its first columns are the swept settings. A table whose first
 * column is {@code file} belongs to as many sweeps as it names files. A cell may be off by {@link
 * #TOLERANCE} or half of its last digit.
 */
class ExamplesTest {
  private static final double TOLERANCE = 0.03;

  private static final Pattern FIGURE =
      Pattern.compile(
          "(?<number>[0-9,]+(?:\\.(?<decimals>[0-9]+))?) ?"
              + "(?<unit>/s|µs|ms|s|%|KiB|MiB|GiB|requests?|threads|goroutines|cores)");

  private static final Pattern KILLED = Pattern.compile("killed after ([0-9]+) s");

  /** A table of a page: the headings and the rows under them. */
  record Table(List<String> heads, List<List<String>> rows) {}

  /** Commands of a page and the table that shows their results. */
  record Shown(Path page, List<List<String>> sweeps, Table table) {
    List<ExamplePoint> points() {
      if (sweeps.size() == 1) {
        return ExamplePoint.sweep(sweeps.get(0));
      }
      return sweeps.stream()
          .flatMap(words -> ExamplePoint.sweep(words).stream().map(point -> point.in(words.get(1))))
          .toList();
    }

    @Override
    public String toString() {
      return page + ": " + String.join(" ", sweeps.get(0));
    }
  }

  static List<Shown> tables() {
    List<Shown> shown = new ArrayList<>();
    for (Path file : Repository.files("README.md")) {
      if (file.startsWith("examples")) {
        shown.addAll(tables(Markdown.of(file)));
      }
    }
    assertThat(shown).hasSizeGreaterThan(5);
    return shown;
  }

  private static List<Shown> tables(Markdown page) {
    List<List<String>> sweeps =
        page.blocks().stream()
            .map(Block::text)
            .flatMap(text -> ShellWords.commands(text).stream())
            .filter(words -> words.get(1).equals("sweep"))
            .map(words -> words.subList(1, words.size()))
            .toList();
    List<Table> tables = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (String line : (page.prose() + "\n\n").lines().toList()) {
      if (line.startsWith("|")) {
        rows.add(cellsOf(line));
      } else if (!rows.isEmpty()) {
        tables.add(new Table(rows.get(0), List.copyOf(rows.subList(2, rows.size()))));
        rows.clear();
      }
    }
    List<Shown> shown = new ArrayList<>();
    int next = 0;
    for (Table table : tables) {
      int end = Math.min(next + files(table), sweeps.size());
      assertThat(end).as("a sweep for each table of " + page.file()).isGreaterThan(next);
      shown.add(new Shown(page.file(), sweeps.subList(next, end), table));
      next = end;
    }
    assertThat(next).as("a table for each sweep of " + page.file()).isEqualTo(sweeps.size());
    return shown;
  }

  private static int files(Table table) {
    return table.heads().get(0).equals("file")
        ? (int) table.rows().stream().map(row -> row.get(0)).distinct().count()
        : 1;
  }

  @ParameterizedTest
  @MethodSource("tables")
  void tablesShowWhatTheCommandPrints(Shown shown) throws IOException {
    List<ExamplePoint> points = shown.points();
    if ("write".equals(System.getProperty("headroom.golden"))) {
      write(shown, points);
      return;
    }
    for (List<String> row : shown.table().rows()) {
      ExamplePoint point = pointOf(row, points);
      for (int column = point.parameters().size(); column < row.size(); column++) {
        check(row.get(column), shown.table().heads().get(column), point);
      }
    }
  }

  /** Puts into the figures of the table what the command prints now, as exact as they were. */
  private static void write(Shown shown, List<ExamplePoint> points) throws IOException {
    Path file = Repository.ROOT.resolve(shown.page());
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    for (List<String> row : shown.table().rows()) {
      ExamplePoint point = pointOf(row, points);
      List<String> cells = new ArrayList<>(row);
      for (int column = point.parameters().size(); column < row.size(); column++) {
        cells.set(column, anew(row.get(column), shown.table().heads().get(column), point));
      }
      lines.replaceAll(
          line -> cellsOf(line).equals(row) ? "| " + String.join(" | ", cells) + " |" : line);
    }
    Files.write(file, lines);
  }

  private static String anew(String cell, String head, ExamplePoint point) {
    Matcher figure = FIGURE.matcher(cell);
    if (!figure.matches()) {
      return cell;
    }
    int decimals = figure.group("decimals") == null ? 0 : figure.group("decimals").length();
    double found = point.under(head) / unit(figure);
    String number = String.format(Locale.ROOT, "%,." + decimals + "f", found);
    return cell.replace(figure.group("number"), number);
  }

  private static List<String> cellsOf(String line) {
    return line.startsWith("|")
        ? Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList()
        : List.of();
  }

  /** The point whose parameters have the values that the first cells of a row end in. */
  private static ExamplePoint pointOf(List<String> row, List<ExamplePoint> points) {
    return points.stream()
        .filter(
            point -> {
              List<String> values = point.parameters();
              return IntStream.range(0, values.size())
                  .allMatch(
                      i ->
                          row.get(i).equals(values.get(i))
                              || row.get(i).endsWith("`" + values.get(i) + "`"));
            })
        .findFirst()
        .orElseThrow(() -> new AssertionError("no point " + row));
  }

  private static void check(String cell, String head, ExamplePoint point) {
    if (cell.equals("collapses")) {
      assertThat(point.stationary()).isFalse();
      return;
    }
    if (cell.equals("killed")) {
      assertThat(point.killed()).isTrue();
      return;
    }
    if (head.equals("limiter")) {
      assertThat(cell).isEqualTo(point.limiterHasBeenOn() ? "on" : "off");
      return;
    }
    if (head.equals("end")) {
      checkEnd(cell, point);
      return;
    }
    Matcher figure = FIGURE.matcher(cell);
    assertThat(figure.matches()).as("a figure with its unit: " + cell).isTrue();
    double unit = unit(figure);
    double shown = Double.parseDouble(figure.group("number").replace(",", "")) * unit;
    int decimals = figure.group("decimals") == null ? 0 : figure.group("decimals").length();
    double half = 0.5 * StrictMath.pow(10, -decimals) * unit;
    double found = point.under(head);
    assertThat(Math.abs(found - shown))
        .as(head + " of " + point.parameters() + " is " + found + ", the page says " + cell)
        .isLessThanOrEqualTo(Math.max(half, TOLERANCE * Math.abs(found)));
  }

  private static double unit(Matcher figure) {
    return switch (figure.group("unit")) {
      case "µs" -> 1e-3;
      case "s" -> 1e3;
      case "%" -> 1e-2;
      case "KiB" -> 1 << 10;
      case "MiB" -> 1 << 20;
      case "GiB" -> 1 << 30;
      default -> 1;
    };
  }

  /** Whether and when the process was killed. */
  private static void checkEnd(String cell, ExamplePoint point) {
    assertThat(point.killed()).as(cell).isEqualTo(!cell.isEmpty());
    if (!cell.isEmpty()) {
      Matcher killed = KILLED.matcher(cell);
      assertThat(killed.matches()).as(cell).isTrue();
      double shownS = Double.parseDouble(killed.group(1));
      assertThat(point.json().get("crash").get("at_s").asDouble())
          .isCloseTo(shownS, within(TOLERANCE * shownS));
    }
  }

  @Test
  void mistakesAreSeen() {
    ExamplePoint point =
        new ExamplePoint(
            new ObjectMapper()
                .readTree(
                    "{\"parameters\": {\"server.workers\": 4}, \"throughput_per_s\": 398.4,"
                        + " \"latency_ms\": {\"p999\": 110.0}, \"stability\": {\"stationary\": true}}"));
    assertThatCode(() -> check("399/s", "throughput", point)).doesNotThrowAnyException();
    assertThatCode(() -> check("112 ms", "P99.9", point)).doesNotThrowAnyException();
    assertThatCode(() -> check("420/s", "throughput", point)).hasMessageContaining("398.4");
    assertThatCode(() -> check("0.12 s", "P99.9", point)).hasMessageContaining("110.0");
    assertThatCode(() -> check("collapses", "P99.9", point)).isInstanceOf(AssertionError.class);
    assertThatCode(() -> check("killed", "P99.9", point)).isInstanceOf(AssertionError.class);
    assertThatCode(() -> check("on", "limiter", new ExamplePoint(limiter(0))))
        .isInstanceOf(AssertionError.class);
    assertThatCode(() -> check("on", "limiter", new ExamplePoint(limiter(7))))
        .doesNotThrowAnyException();
    assertThatCode(() -> pointOf(List.of("8", "399/s"), List.of(point)))
        .hasMessageContaining("no point [8");
  }

  private static JsonNode limiter(int cycle) {
    String metric = "\"/gc/limiter/last-enabled:gc-cycle\": {\"max\": " + cycle + "}";
    return new ObjectMapper().readTree("{\"metrics\": {" + metric + "}}");
  }
}
