package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlList;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A path such as {@code server.workers}, {@code steps.work} (the amount of the steps with that id,
 * wherever they are below), {@code requests.read.share} or {@code arrivals.0.for}; sets the value
 * there.
 */
final class KeyPath {
  private static final String STEPS = "steps";

  private static final String REQUESTS = "requests";

  private final List<String> segments;
  private final Place place;
  private final YamlValue value;

  private KeyPath(List<String> segments, Place place, YamlValue value) {
    this.segments = segments;
    this.place = place;
    this.value = value;
  }

  /** The file with {@code value} at {@code path}; {@code place} is where the path stands. */
  static YamlMap set(YamlMap file, String path, Place place, YamlValue value) throws Malformed {
    List<String> segments = List.of(path.split("\\.", -1));
    if (segments.contains("")) {
      throw new Malformed(
          "\"" + path + "\" is not a key path; expected one such as server.workers", 0);
    }
    KeyPath keyPath = new KeyPath(segments, place, value);
    Entry requests = file.entry(REQUESTS);
    if (segments.get(0).equals(STEPS) && segments.size() > 1 && requests != null) {
      YamlValue changed = keyPath.inSteps(requests.value(), 1);
      return file.with(new Entry(REQUESTS, requests.keyPlace(), changed));
    }
    return keyPath.inMap(file, 0);
  }

  private YamlValue in(YamlValue current, int depth) throws Malformed {
    if (depth == segments.size()) {
      return value;
    }
    if (current instanceof YamlMap map) {
      return inMap(map, depth);
    }
    if (current instanceof YamlList list) {
      return inList(list, depth);
    }
    throw new Malformed(
        "\"" + String.join(".", segments.subList(0, depth)) + "\" has no keys below it", 0);
  }

  private YamlMap inMap(YamlMap map, int depth) throws Malformed {
    String key = segments.get(depth);
    Entry entry = map.entry(key);
    if (entry == null) {
      if (segments.get(0).equals("sweep")) {
        throw new Malformed("\"sweep\" cannot be set", 0);
      }
      YamlValue inner =
          depth == segments.size() - 1 ? value : in(new YamlMap(place, List.of()), depth + 1);
      return map.with(new Entry(key, place, inner));
    }
    boolean byId =
        (key.equals(STEPS) || (key.equals("for") && entry.value() instanceof YamlList))
            && depth + 1 < segments.size()
            && !isIndex(segments.get(depth + 1));
    YamlValue inner = byId ? inSteps(entry.value(), depth + 1) : in(entry.value(), depth + 1);
    return map.with(new Entry(key, depth == segments.size() - 1 ? place : entry.keyPlace(), inner));
  }

  private YamlValue inList(YamlList list, int depth) throws Malformed {
    String name = segments.get(depth);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      YamlValue item = list.items().get(i);
      String itemName = String.valueOf(i);
      if (item instanceof YamlMap map && map.get("class") instanceof YamlText text) {
        itemName = text.text();
        names.add(itemName);
      }
      if (name.equals(String.valueOf(i)) || name.equals(itemName)) {
        List<YamlValue> items = new ArrayList<>(list.items());
        items.set(i, in(item, depth + 1));
        return new YamlList(list.place(), items);
      }
    }
    String expected =
        names.isEmpty()
            ? "; expected an index from 0 to " + (list.items().size() - 1)
            : NearestName.expectation(name, names);
    throw new Malformed(
        "\""
            + String.join(".", segments.subList(0, depth))
            + "\" has no item \""
            + name
            + "\""
            + expected,
        0);
  }

  private static boolean isIndex(String segment) {
    return segment.matches("[0-9]{1,9}");
  }

  /**
   * Sets the amount of, or a key below, every step below {@code root} whose id is the segment at
   * {@code depth}.
   */
  private YamlValue inSteps(YamlValue root, int depth) throws Malformed {
    String id = segments.get(depth);
    Set<String> ids = new LinkedHashSet<>();
    YamlValue changed = replaceSteps(root, depth, ids);
    if (!ids.contains(id)) {
      String known = ids.isEmpty() ? "; no step has an id" : NearestName.expectation(id, ids);
      throw new Malformed("no step has the id \"" + id + "\"" + known, 0);
    }
    return changed;
  }

  private YamlValue replaceSteps(YamlValue current, int depth, Set<String> ids) throws Malformed {
    if (current instanceof YamlList list) {
      List<YamlValue> items = new ArrayList<>();
      for (YamlValue item : list.items()) {
        items.add(replaceSteps(item, depth, ids));
      }
      return new YamlList(list.place(), items);
    }
    if (!(current instanceof YamlMap map)) {
      return current;
    }
    if (map.get("id") instanceof YamlText id) {
      ids.add(id.text());
      if (id.text().equals(segments.get(depth))) {
        return depth == segments.size() - 1 ? withAmount(map) : inMap(map, depth + 1);
      }
    }
    YamlMap changed = map;
    for (Entry entry : map.entries()) {
      YamlValue inner = replaceSteps(entry.value(), depth, ids);
      changed = changed.with(new Entry(entry.key(), entry.keyPlace(), inner));
    }
    return changed;
  }

  /** The step with its amount changed: the value of its kind, or the key that the schema names. */
  private YamlMap withAmount(YamlMap step) throws Malformed {
    for (Entry entry : step.entries()) {
      SchemaNode kind = ExperimentSchema.stepOfKind(entry.key());
      if (kind == null) {
        continue;
      }
      if (kind.shapes().equals(Set.of("scalar"))) {
        return step.with(new Entry(entry.key(), place, value));
      }
      String amount = kind.amount();
      if (amount != null && entry.value() instanceof YamlMap map) {
        YamlMap changed = map.with(new Entry(amount, place, value));
        return step.with(new Entry(entry.key(), entry.keyPlace(), changed));
      }
    }
    throw new Malformed(
        "the step \"" + segments.get(segments.size() - 1) + "\" has no amount that could be set",
        0);
  }
}
