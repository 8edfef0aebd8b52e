package headroom.accuracy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The maintained text on the cases that are far off: a paragraph under the name of each. */
final class Explanations {
  private static final Path FILE = Path.of("src/test/resources/accuracy/explanations.md");
  private static final String HEADING = "## ";

  private Explanations() {}

  /** The text by case, in the order of the file. */
  static Map<String, String> read() {
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    StringBuilder current = new StringBuilder();
    try {
      for (String line : Files.readAllLines(FILE)) {
        if (line.startsWith(HEADING)) {
          current = new StringBuilder();
          texts.put(line.substring(HEADING.length()).strip(), current);
        } else {
          current.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> stripped = new LinkedHashMap<>();
    texts.forEach((name, text) -> stripped.put(name, text.toString().strip()));
    return stripped;
  }
}
