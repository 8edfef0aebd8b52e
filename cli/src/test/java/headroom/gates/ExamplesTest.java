package headroom.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import headroom.cli.command.Verbs;
import headroom.gates.Markdown.Block;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The tables of the examples' pages are what their commands print: the n-th table of a page belongs
 * to its n-th {@code sweep}. A cell may be off by {@link #TOLERANCE} or half of its last digit.
 */
class ExamplesTest {
  private static final double TOLERANCE = 0.03;

  private static final Pattern FIGURE =
      Pattern.compile(
          "(?<number>[0-9,]+(?:\\.(?<decimals>[0-9]+))?) ?(?<unit>/s|µs|ms|s|%|MiB|requests?)");

  private static final Pattern KILLED = Pattern.compile("killed after ([0-9]+) s");

  @TempDir private Path out;

  /** A table of a page: the headings and the rows under them. */
  record Table(List<String> heads, List<List<String>> rows) {}

  /** A command of a page and the table that shows its results. */
  record Shown(Path page, List<String> words, Table table) {
    @Override
    public String toString() {
      return page + ": " + String.join(" ", words);
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
            .toList();
    List<Table> tables = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (String line : (page.prose() + "\n\n").lines().toList()) {
      if (line.startsWith("|")) {
        rows.add(Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList());
      } else if (!rows.isEmpty()) {
        tables.add(new Table(rows.get(0), List.copyOf(rows.subList(2, rows.size()))));
        rows.clear();
      }
    }
    assertThat(sweeps).as("a sweep for each table of " + page.file()).hasSameSizeAs(tables);
    List<Shown> shown = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      List<String> words = sweeps.get(i);
      shown.add(new Shown(page.file(), words.subList(1, words.size()), tables.get(i)));
    }
    return shown;
  }

  @ParameterizedTest
  @MethodSource("tables")
  void tablesShowWhatTheCommandPrints(Shown shown) {
    JsonNode points = points(shown.words());
    for (List<String> row : shown.table().rows()) {
      JsonNode point = pointOf(row.get(0), points);
      for (int column = 1; column < row.size(); column++) {
        check(row.get(column), shown.table().heads().get(column), point);
      }
    }
  }

  private JsonNode points(List<String> words) {
    StringWriter printed = new StringWriter();
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    List<String> all = new ArrayList<>(List.of("--json", "--no-report", "--out", out.toString()));
    for (String word : words) {
      all.add(word.startsWith("examples/") ? Repository.ROOT.resolve(word).toString() : word);
    }
    all.add(0, all.remove(4));
    int status =
        Verbs.commandLine(new PrintWriter(printed, true), nowhere)
            .execute(all.toArray(String[]::new));
    assertThat(status).as("done, or an SLO is missed").isIn(0, 3);
    return new ObjectMapper().readTree(printed.toString()).get("points");
  }

  /** The point whose only parameter has the value that the first cell of a row ends in. */
  private static JsonNode pointOf(String cell, JsonNode points) {
    return StreamSupport.stream(points.spliterator(), false)
        .filter(
            point -> {
              String value = point.get("parameters").iterator().next().asString();
              return cell.equals(value) || cell.endsWith("`" + value + "`");
            })
        .findFirst()
        .orElseThrow(() -> new AssertionError("no point " + cell));
  }

  private static void check(String cell, String head, JsonNode point) {
    if (cell.equals("collapses")) {
      assertThat(point.get("stability").get("stationary").asBoolean()).isFalse();
      return;
    }
    if (head.equals("end")) {
      checkEnd(cell, point);
      return;
    }
    Matcher figure = FIGURE.matcher(cell);
    assertThat(figure.matches()).as("a figure with its unit: " + cell).isTrue();
    double unit =
        switch (figure.group("unit")) {
          case "µs" -> 1e-3;
          case "s" -> 1e3;
          case "%" -> 1e-2;
          case "MiB" -> 1 << 20;
          default -> 1;
        };
    double shown = Double.parseDouble(figure.group("number").replace(",", "")) * unit;
    int decimals = figure.group("decimals") == null ? 0 : figure.group("decimals").length();
    double half = 0.5 * StrictMath.pow(10, -decimals) * unit;
    double found = found(head, point);
    assertThat(Math.abs(found - shown))
        .as(head + " of " + point.get("parameters") + " is " + found + ", the page says " + cell)
        .isLessThanOrEqualTo(Math.max(half, TOLERANCE * Math.abs(found)));
  }

  /** Whether and when the process was killed. */
  private static void checkEnd(String cell, JsonNode point) {
    assertThat(point.has("crash")).as(cell).isEqualTo(!cell.isEmpty());
    if (!cell.isEmpty()) {
      Matcher killed = KILLED.matcher(cell);
      assertThat(killed.matches()).as(cell).isTrue();
      double shownS = Double.parseDouble(killed.group(1));
      assertThat(point.get("crash").get("at_s").asDouble())
          .isCloseTo(shownS, within(TOLERANCE * shownS));
    }
  }

  private static JsonNode reuse(JsonNode point) {
    return StreamSupport.stream(point.get("by_resource").spliterator(), false)
        .filter(resource -> resource.has("reuse"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cache"))
        .get("reuse");
  }

  private static double found(String head, JsonNode point) {
    String name = head.toLowerCase(Locale.ROOT).replace(".", "");
    if (name.equals("found")) {
      return reuse(point).get("hit_share").asDouble();
    }
    if (name.equals("loading at once")) {
      return reuse(point).get("stampede_max").asDouble();
    }
    if (name.equals("peak memory")) {
      return point.get("metrics").get("rss").get("max").asDouble();
    }
    if (name.equals("throughput")) {
      return point.get("throughput_per_s").asDouble();
    }
    if (name.equals("rejected")) {
      return point.get("rejected").asDouble() / point.get("offered").asDouble();
    }
    int space = name.indexOf(' ');
    JsonNode place = space < 0 ? point : point.get("by_class").get(name.substring(0, space));
    return place.get("latency_ms").get(name.substring(space + 1)).asDouble();
  }

  @Test
  void mistakesAreSeen() {
    JsonNode point =
        new ObjectMapper()
            .readTree(
                "{\"parameters\": {\"server.workers\": 4}, \"throughput_per_s\": 398.4,"
                    + " \"latency_ms\": {\"p999\": 110.0}, \"stability\": {\"stationary\": true}}");
    assertThatCode(() -> check("399/s", "throughput", point)).doesNotThrowAnyException();
    assertThatCode(() -> check("112 ms", "P99.9", point)).doesNotThrowAnyException();
    assertThatCode(() -> check("420/s", "throughput", point)).hasMessageContaining("398.4");
    assertThatCode(() -> check("0.12 s", "P99.9", point)).hasMessageContaining("110.0");
    assertThatCode(() -> check("collapses", "P99.9", point)).isInstanceOf(AssertionError.class);
    assertThatCode(() -> pointOf("8", new ObjectMapper().createArrayNode().add(point)))
        .hasMessageContaining("no point 8");
  }
}
