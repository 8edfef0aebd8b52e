package headroom.accuracy;

import headroom.model.cost.Cost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the source text says of each {@link Cost}: its Javadoc as one paragraph of Markdown. */
final class CostSource {
  private static final Path FILE = Path.of("../model/src/main/java/headroom/model/cost/Cost.java");
  private static final Pattern CONSTANT =
      Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+([A-Z_]+)\\(\"", Pattern.DOTALL);

  private CostSource() {}

  /** The text of every constant. */
  static Map<Cost, String> read() {
    Map<Cost, String> texts = new EnumMap<>(Cost.class);
    try {
      Matcher found = CONSTANT.matcher(Files.readString(FILE));
      while (found.find()) {
        texts.put(Cost.valueOf(found.group(2)), markdown(found.group(1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  /** Whether a text admits that the value, or a part of it, is an estimate. */
  static boolean isEstimate(String text) {
    return text.toLowerCase(Locale.ROOT).contains("estimate");
  }

  private static String markdown(String javadoc) {
    String text = javadoc.replaceAll("\\n\\s*\\*", "\n").replaceAll("\\s+", " ").strip();
    text = text.replaceAll("\\{@code ([^}]*)}", "`$1`");
    Matcher link = Pattern.compile("\\{@link #([A-Z_]+)}").matcher(text);
    return link.replaceAll(match -> "`" + Cost.valueOf(match.group(1)).key() + "`");
  }
}
