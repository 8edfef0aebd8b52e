package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlText;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds texts that YAML has cut at a comma: {@code {io: lognormal(5ms, cv=1)}} is read as {@code
 * io: lognormal(5ms} and a key {@code cv=1)}. The rest of such a text is dropped, so that the user
 * sees one mistake and not three.
 */
final class CommaCuts {
  private CommaCuts() {}

  static List<Entry> inMapping(List<Entry> entries) {
    List<Entry> kept = new ArrayList<>();
    int open = 0;
    for (Entry entry : entries) {
      if (open > 0
          && entry.value() instanceof YamlText rest
          && rest.type() == YamlText.Type.EMPTY) {
        open += openParentheses(entry.key());
        continue;
      }
      open = openIn(entry.value());
      kept.add(open > 0 ? new Entry(entry.key(), entry.keyPlace(), cut(entry.value())) : entry);
    }
    return kept;
  }

  static List<YamlValue> inList(List<YamlValue> items) {
    List<YamlValue> kept = new ArrayList<>();
    int open = 0;
    for (YamlValue item : items) {
      if (open > 0 && item instanceof YamlText rest) {
        open += openParentheses(rest.text());
        continue;
      }
      open = openIn(item);
      kept.add(open > 0 ? cut(item) : item);
    }
    return kept;
  }

  private static int openIn(YamlValue value) {
    return value instanceof YamlText text
            && text.contentColumns() == 0
            && text.type() == YamlText.Type.TEXT
        ? Math.max(0, openParentheses(text.text()))
        : 0;
  }

  private static int openParentheses(String text) {
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
    }
    return open;
  }

  private static YamlText cut(YamlValue value) {
    return new YamlText(value.place(), ((YamlText) value).text(), YamlText.Type.CUT, -1);
  }
}
