package headroom.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads OpenMetrics 1.0 and accepts nothing else, as far as families without other labels than
 * {@code le} go. Source: the ABNF and the rules of each type in the specification.
 */
final class OpenMetricsReader {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String NUMBER = "[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?";
  private static final Pattern TYPE =
      Pattern.compile("# TYPE (" + NAME + ") (gauge|counter|histogram)");
  private static final Pattern UNIT = Pattern.compile("# UNIT (" + NAME + ") ([a-zA-Z0-9_:]+)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(%s)(?:\\{le=\"(\\+Inf|%s)\"\\})? (%s) (%s)".formatted(NAME, NUMBER, NUMBER, NUMBER));

  private final Map<String, Family> families = new LinkedHashMap<>();

  /** A family with its points. */
  record Family(String name, String type, List<Point> points) {}

  /** A point; {@code bound} is empty but in buckets. */
  record Point(String suffix, String bound, double value, double timeS) {}

  private OpenMetricsReader() {}

  static Map<String, Family> read(String text) {
    assertThat(text).endsWith("\n# EOF\n").doesNotContain("\r").doesNotContain("\n\n");
    OpenMetricsReader reader = new OpenMetricsReader();
    List<String> lines = text.lines().toList();
    Family open = null;
    for (String line : lines.subList(0, lines.size() - 1)) {
      Matcher type = TYPE.matcher(line);
      Matcher unit = UNIT.matcher(line);
      if (type.matches()) {
        open = new Family(type.group(1), type.group(2), new ArrayList<>());
        assertThat(reader.families.put(open.name, open)).as("twice: " + line).isNull();
      } else {
        Family family = requireNonNull(open, line);
        if (unit.matches()) {
          assertThat(unit.group(1)).isEqualTo(family.name).endsWith("_" + unit.group(2));
          assertThat(family.points).as("points before " + line).isEmpty();
        } else {
          family.points.add(point(line, family));
        }
      }
    }
    reader.families.values().forEach(OpenMetricsReader::check);
    return reader.families;
  }

  private static Point point(String line, Family family) {
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    assertThat(sample.group(1)).startsWith(family.name);
    String bound = sample.group(2) == null ? "" : sample.group(2);
    return new Point(
        sample.group(1).substring(family.name.length()),
        bound,
        Double.parseDouble(sample.group(3)),
        Double.parseDouble(sample.group(4)));
  }

  private static void check(Family family) {
    switch (family.type) {
      case "gauge" -> rising(family, "", false);
      case "counter" -> rising(family, "_total", true);
      default -> histogram(family);
    }
  }

  private static void rising(Family family, String suffix, boolean values) {
    Point last = null;
    for (Point point : family.points) {
      assertThat(point.suffix).as(family.name).isEqualTo(suffix);
      assertThat(point.bound).as(family.name).isEmpty();
      if (last != null) {
        assertThat(point.timeS).as(family.name).isGreaterThan(last.timeS);
        assertThat(!values || point.value >= last.value).as(family.name + " falls").isTrue();
      }
      last = point;
    }
  }

  private static void histogram(Family family) {
    double lastBound = Double.NEGATIVE_INFINITY;
    double lastCount = 0;
    int buckets = 0;
    for (Point point : family.points) {
      if (point.suffix.equals("_bucket")) {
        boolean all = point.bound.equals("+Inf");
        double bound = all ? Double.POSITIVE_INFINITY : Double.parseDouble(point.bound);
        assertThat(bound).as(family.name).isGreaterThan(lastBound);
        assertThat(point.value).as(family.name).isGreaterThanOrEqualTo(lastCount);
        lastBound = bound;
        lastCount = point.value;
        buckets++;
      }
    }
    assertThat(lastBound).as(family.name).isInfinite();
    assertThat(family.points.subList(buckets, family.points.size()))
        .extracting(Point::suffix)
        .containsExactly("_count", "_sum");
    assertThat(family.points.get(buckets).value).isEqualTo(lastCount);
  }
}
