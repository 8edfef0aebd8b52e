package headroom.gates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says of the accuracy is what the page of accuracy says. */
class AccuracySentenceTest {
  private static final Path README = Path.of("README.md");
  private static final Path PAGE = Path.of("docs/accuracy.md");
  private static final Pattern PLACE =
      Pattern.compile("(?s)(<!-- accuracy -->\n).*?(<!-- /accuracy -->)");
  private static final int WIDTH = 140;

  @Test
  void theReadmeQuotesThePage() throws IOException {
    String readme = Repository.text(README);
    String expected =
        PLACE
            .matcher(readme)
            .replaceFirst(
                "$1" + Matcher.quoteReplacement(wrapped(sentence(Repository.text(PAGE)))) + "$2");
    if ("write".equals(System.getProperty("headroom.golden"))) {
      Files.writeString(Repository.ROOT.resolve(README), expected, UTF_8);
    }
    assertThat(Repository.text(README))
        .as("write it anew with -Dheadroom.golden=write")
        .contains("<!-- accuracy -->", "90th percentile")
        .isEqualTo(expected);
  }

  @Test
  void theSentenceFollowsFromTheTable() {
    String page =
        """
        35 cases; absolute errors in %.

        | | goal for the median | median | 90th percentile | naive queue: median | 90th percentile | repeats |
        |---|--:|--:|--:|--:|--:|--:|
        | P50 | 3.0 | 1.8 | 6.9 | 17.0 | 65.6 | 2.0 |
        | P99 | 6.0 | 2.9 | 19.0 | 27.6 | 79.7 | 3.3 |
        """;
    assertThat(sentence(page))
        .isEqualTo(
            "It replays 35 measured Go programs with a median error of 1.8 % on P50 and 2.9 % on P99"
                + " (90th percentile: 6.9 % and 19.0 %);"
                + " a plain queueing model misses the same programs by 17.0 % and 27.6 %"
                + " (90th percentile: 65.6 % and 79.7 %): [accuracy](docs/accuracy.md).");
  }

  private static String sentence(String page) {
    Matcher cases = Pattern.compile("(?m)^(\\d+) cases; absolute errors in %").matcher(page);
    assertThat(cases.find()).isTrue();
    List<String> p50 = row(page, "P50");
    List<String> p99 = row(page, "P99");
    return "It replays "
        + cases.group(1)
        + " measured Go programs with a median error of "
        + both(p50, p99, 2)
        + " (90th percentile: "
        + p50.get(3)
        + " % and "
        + p99.get(3)
        + " %); a plain queueing model misses the same programs by "
        + p50.get(4)
        + " % and "
        + p99.get(4)
        + " % (90th percentile: "
        + p50.get(5)
        + " % and "
        + p99.get(5)
        + " %): [accuracy](docs/accuracy.md).";
  }

  private static String both(List<String> p50, List<String> p99, int column) {
    return p50.get(column) + " % on P50 and " + p99.get(column) + " % on P99";
  }

  /** The cells of the summary's row: its name, the goal, then the figures. */
  private static List<String> row(String page, String name) {
    Matcher row = Pattern.compile("(?m)^\\| " + name + " \\|.*$").matcher(page);
    assertThat(row.find()).as(name).isTrue();
    return Arrays.stream(row.group().split("\\|", -1)).skip(1).map(String::strip).toList();
  }

  private static String wrapped(String sentence) {
    StringBuilder text = new StringBuilder();
    int width = 0;
    for (String word : sentence.split(" ", -1)) {
      boolean fits = width > 0 && width + 1 + word.length() <= WIDTH;
      text.append(width == 0 ? "" : fits ? " " : "\n").append(word);
      width = fits ? width + 1 + word.length() : word.length();
    }
    return text.append('\n').toString();
  }
}
