package headroom.experiments.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value of the file with its position. Immutable. */
sealed interface YamlValue {

  /** Where the value starts. */
  Place place();

  /** What it is, for messages. */
  String kind();

  /** Key and value of a mapping. */
  record Entry(String key, Place keyPlace, YamlValue value) {}

  /** A mapping, in the file's order. */
  record YamlMap(Place place, List<Entry> entries) implements YamlValue {
    public YamlMap {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }

    @Nullable Entry entry(String key) {
      for (Entry entry : entries) {
        if (entry.key().equals(key)) {
          return entry;
        }
      }
      return null;
    }

    @Nullable YamlValue get(String key) {
      Entry entry = entry(key);
      return entry == null ? null : entry.value();
    }

    boolean has(String key) {
      return entry(key) != null;
    }

    List<String> keys() {
      return entries.stream().map(Entry::key).toList();
    }

    /** This mapping with {@code entry} in place of the one of the same key, or at the end. */
    YamlMap with(Entry entry) {
      List<Entry> changed = new ArrayList<>(entries);
      for (int i = 0; i < changed.size(); i++) {
        if (changed.get(i).key().equals(entry.key())) {
          changed.set(i, entry);
          return new YamlMap(place, changed);
        }
      }
      changed.add(entry);
      return new YamlMap(place, changed);
    }
  }

  /** A sequence. */
  record YamlList(Place place, List<YamlValue> items) implements YamlValue {
    public YamlList {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A scalar.
   *
   * @param text as written, without quotes
   * @param contentColumns from {@code place} to the first character of the text; negative if
   *     columns of the text and of the file do not correspond
   */
  record YamlText(Place place, String text, Type type, int contentColumns) implements YamlValue {

    /** What YAML takes the text for. */
    enum Type {
      TEXT,
      NUMBER,
      BOOLEAN,
      /** No value. */
      EMPTY,
      /** Cut off at a comma by YAML. */
      CUT,
      /** Not readable; already reported. */
      REFUSED
    }

    @Override
    public String kind() {
      return switch (type) {
        case NUMBER -> "a number";
        case BOOLEAN -> "true or false";
        case EMPTY -> "nothing";
        case TEXT, CUT, REFUSED -> "a text";
      };
    }

    /** Whether there is a value that can be read. */
    boolean isReadable() {
      return type == Type.TEXT || type == Type.NUMBER || type == Type.BOOLEAN;
    }

    /** Where the character at {@code offset} of the text stands. */
    Place placeAt(int offset) {
      return contentColumns < 0 ? place : place.plus(contentColumns + offset);
    }
  }
}
