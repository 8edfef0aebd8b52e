package headroom.gates;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a page that rules look at. */
record Markdown(Path file, List<Block> blocks, String prose) {
  private static final Pattern FENCE = Pattern.compile("^\\s*(```+|~~~+)\\s*(\\w*).*$");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(<?([^)\\s>]+)[^)]*\\)");
  private static final Pattern HTML_LINK = Pattern.compile("(?:src|srcset|href)=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");

  /** A fenced block: the language, the line of its first line, its text. */
  record Block(Path file, String language, int line, String text) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /** Reads a page, given relative to the repository. */
  static Markdown of(Path file) {
    List<Block> blocks = new ArrayList<>();
    StringBuilder prose = new StringBuilder();
    StringBuilder block = new StringBuilder();
    String fence = "";
    String language = "";
    int begin = 0;
    int number = 0;
    for (String line : Repository.text(file).lines().toList()) {
      number++;
      Matcher matcher = FENCE.matcher(line);
      if (fence.isEmpty() && matcher.matches()) {
        fence = matcher.group(1);
        language = matcher.group(2);
        begin = number + 1;
      } else if (!fence.isEmpty() && line.strip().equals(fence)) {
        blocks.add(new Block(file, language, begin, block.toString()));
        block.setLength(0);
        fence = "";
      } else {
        (fence.isEmpty() ? prose : block).append(line).append('\n');
      }
    }
    if (!fence.isEmpty()) {
      throw new IllegalStateException(file + ":" + begin + ": a block without an end");
    }
    return new Markdown(file, List.copyOf(blocks), prose.toString());
  }

  /** The targets of its links and pictures, those to other sites excepted. */
  List<String> localLinks() {
    List<String> links = new ArrayList<>();
    String text = CODE.matcher(prose).replaceAll("`code`");
    for (Pattern pattern : List.of(LINK, HTML_LINK)) {
      pattern.matcher(text).results().map(link -> link.group(1)).forEach(links::add);
    }
    links.removeIf(link -> link.matches("[a-z]+:.*"));
    return links;
  }

  /** The names by which links reach its headings: lower case, hyphens, no punctuation. */
  Set<String> anchors() {
    Set<String> anchors = new LinkedHashSet<>();
    prose
        .lines()
        .filter(line -> line.matches("#{1,6} .*"))
        .map(line -> line.replaceFirst("^#+ ", "").strip().toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .forEach(anchors::add);
    return anchors;
  }
}
