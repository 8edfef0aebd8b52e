package headroom.experiments.file;

import headroom.experiments.file.YamlValue.YamlList;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A mapping of the file, read key by key. A value that is wrong is reported once, and a harmless
 * one stands in for it, so that reading goes on and finds the other mistakes. Limits and words come
 * from the schema.
 */
final class Section {
  private final YamlMap map;
  private final SchemaNode schema;
  private final Problems problems;

  Section(YamlMap map, SchemaNode schema, Problems problems) {
    this.map = map;
    this.schema = schema;
    this.problems = problems;
  }

  /** Reads a text that may be malformed. */
  interface TextReader<T> {
    T read(String text) throws Malformed;
  }

  Place place() {
    return map.place();
  }

  boolean has(String key) {
    schemaOf(key);
    return map.has(key);
  }

  /** Whether there is a mapping at {@code key}. */
  boolean hasMapping(String key) {
    schemaOf(key);
    return map.get(key) instanceof YamlMap;
  }

  /** Whether there is a key besides {@code others}. */
  boolean hasBesides(List<String> others) {
    return map.entries().stream().anyMatch(entry -> !others.contains(entry.key()));
  }

  /** The keys that the schema lists and this release knows, in its order. */
  List<String> keys() {
    return schema.keys();
  }

  /** The entries of a mapping whose keys the user chooses, in the file's order. */
  List<Named> named(String key) {
    YamlMap inner =
        map.get(key) instanceof YamlMap found ? found : new YamlMap(map.place(), List.of());
    SchemaNode names = schemaOf(key);
    List<Named> found = new ArrayList<>();
    for (YamlValue.Entry entry : inner.entries()) {
      SchemaNode value = names.property(entry.key());
      if (value != null) {
        YamlMap content =
            entry.value() instanceof YamlMap given
                ? given
                : new YamlMap(entry.keyPlace(), List.of());
        found.add(new Named(entry.key(), entry.keyPlace(), new Section(content, value, problems)));
      }
    }
    return found;
  }

  /** A section under a name that the user chose. */
  record Named(String name, Place place, Section section) {}

  /** The place of the key's value, or of the section if it is not there. */
  Place placeOf(String key) {
    YamlValue value = map.get(key);
    return value == null ? map.place() : value.place();
  }

  /** The section at {@code key}; an empty one if there is none. */
  Section section(String key) {
    YamlMap inner =
        map.get(key) instanceof YamlMap found ? found : new YamlMap(map.place(), List.of());
    return new Section(inner, schemaOf(key), problems);
  }

  /** The mappings in the list at {@code key}; none if there is no list. */
  List<Section> sections(String key) {
    SchemaNode items = schemaOf(key).items();
    if (items == null || !(map.get(key) instanceof YamlList list)) {
      return List.of();
    }
    return list.items().stream()
        .filter(item -> item instanceof YamlMap)
        .map(item -> new Section((YamlMap) item, items, problems))
        .toList();
  }

  /**
   * The value at {@code key} if it is a scalar with content; otherwise null (that was reported
   * before).
   */
  @Nullable YamlText scalar(String key) {
    schemaOf(key);
    return map.get(key) instanceof YamlText text && text.isReadable() ? text : null;
  }

  <T> T read(String key, TextReader<T> reader, T otherwise) {
    YamlText text = scalar(key);
    if (text == null) {
      return otherwise;
    }
    try {
      return reader.read(text.text());
    } catch (Malformed e) {
      String question =
          e.explanation().contains("did you mean")
              ? ""
              : Rewording.question(text.text(), reader::read);
      problems.error(text.placeAt(e.offset()), e.explanation() + question);
      return otherwise;
    }
  }

  /** Free text. */
  String text(String key) {
    YamlText text = scalar(key);
    if (text != null && text.type() != YamlText.Type.TEXT) {
      problems.error(
          text.place(), "\"" + key + "\" must be a text; put " + text.text() + " in quotes");
    } else if (text != null && text.text().isBlank()) {
      problems.error(text.place(), "\"" + key + "\" is blank");
    }
    return text == null ? "" : text.text();
  }

  /** A whole number within the schema's limits. */
  long integer(String key) {
    SchemaNode node = schemaOf(key);
    YamlText text = scalar(key);
    return text == null ? Math.max(1, node.minimum()) : integer(key, text, node);
  }

  private long integer(String key, YamlText text, SchemaNode node) {
    long otherwise = Math.max(1, node.minimum());
    String range = " from " + node.minimum() + " to " + node.maximum();
    String words = node.words().isEmpty() ? "" : " or " + String.join(", ", node.words());
    if (text.type() != YamlText.Type.NUMBER || !text.text().matches("[-+]?[0-9]{1,18}")) {
      String question =
          key.equals("cores")
              ? Cores.question(text.text())
              : Rewording.ofWholeNumber(text.text(), node.words());
      problems.error(
          text.place(),
          "\""
              + key
              + "\" is \""
              + text.text()
              + "\"; expected a whole number"
              + range
              + words
              + question);
      return otherwise;
    }
    long value = Long.parseLong(text.text());
    if (value < node.minimum() || value > node.maximum()) {
      problems.error(
          text.place(),
          "\"" + key + "\" is " + text.text() + "; expected a whole number" + range + words);
      return otherwise;
    }
    return value;
  }

  /**
   * A whole number, or the one word that the schema allows, which stands for {@code valueOfWord}.
   */
  long integerOrWord(String key, long valueOfWord) {
    SchemaNode node = schemaOf(key);
    YamlText text = scalar(key);
    if (text == null || (text.type() == YamlText.Type.TEXT && node.words().contains(text.text()))) {
      return valueOfWord;
    }
    return integer(key, text, node);
  }

  /** A plain number within the schema's limits. */
  double number(String key) {
    SchemaNode node = schemaOf(key);
    YamlText text = scalar(key);
    if (text == null) {
      return node.minimum();
    }
    boolean plain =
        text.type() == YamlText.Type.NUMBER && text.text().matches("[0-9]{1,9}(\\.[0-9]{1,9})?");
    double value = plain ? Double.parseDouble(text.text()) : Double.NaN;
    if (!(value >= node.minimum() && value <= node.maximum())) {
      problems.error(
          text.place(),
          "\""
              + key
              + "\" is \""
              + text.text()
              + "\"; expected a number from "
              + node.minimum()
              + " to "
              + node.maximum());
      return node.minimum();
    }
    return value;
  }

  /** {@code true} or {@code false}. */
  boolean flag(String key) {
    YamlText text = scalar(key);
    if (text != null && text.type() != YamlText.Type.BOOLEAN) {
      problems.error(
          text.place(), "\"" + key + "\" is \"" + text.text() + "\"; expected one of true, false");
    }
    return text != null && text.text().equalsIgnoreCase("true");
  }

  /** One of the schema's words. */
  String word(String key) {
    List<String> words = schemaOf(key).words();
    YamlText text = scalar(key);
    if (text == null) {
      return words.get(0);
    }
    if (!words.contains(text.text())) {
      problems.error(
          text.place(),
          "\""
              + key
              + "\" is \""
              + text.text()
              + "\""
              + NearestName.expectation(text.text(), words));
      return words.get(0);
    }
    return text.text();
  }

  /** A plain quantity, 0 or more, in its own unit. */
  BigDecimal quantity(String key, Quantity quantity) {
    return read(key, text -> quantity.parse(text.strip()), BigDecimal.ONE);
  }

  /** A plain quantity above 0, in its own unit. */
  BigDecimal positive(String key, Quantity quantity) {
    return read(
        key,
        text -> {
          BigDecimal value = quantity.parse(text.strip());
          if (value.signum() == 0) {
            throw new Malformed("\"" + key + "\" must be more than 0", 0);
          }
          return value;
        },
        BigDecimal.ONE);
  }

  /** A duration above 0, rounded to whole nanoseconds and at least one. */
  long positiveNs(String key) {
    return Math.max(1, StrictMath.round(positive(key, Quantity.DURATION).doubleValue()));
  }

  /** The schema's default for {@code key}. */
  @Nullable JsonNode defaultOf(String key) {
    return schemaOf(key).defaultValue();
  }

  private SchemaNode schemaOf(String key) {
    SchemaNode property = schema.property(key);
    if (property == null) {
      throw new IllegalStateException("the schema has no key " + key);
    }
    return property;
  }
}
