package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlList;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import java.util.List;
import java.util.Set;

/**
 * Compares the shape of a file with the schema: keys, missing keys, lists and mappings where they
 * belong.
 */
final class StructureCheck {
  private final Problems problems;

  StructureCheck(Problems problems) {
    this.problems = problems;
  }

  /** Checks the whole file. */
  void check(YamlMap file) {
    checkMap(file, ExperimentSchema.root(), "the experiment");
    checkArrivals(file);
    if (!file.has("steps") && !file.has("requests")) {
      problems.error(file.place(), "missing key \"steps\" (or \"requests\" for several classes)");
    }
    Entry requests = file.entry("requests");
    if (file.has("steps") && requests != null) {
      problems.error(
          requests.keyPlace(),
          "either \"steps\" (one class of requests) or \"requests\", not both");
    }
  }

  private void checkArrivals(YamlMap file) {
    Entry users = file.get("clients") instanceof YamlMap clients ? clients.entry("users") : null;
    if (!file.has("arrivals") && users == null) {
      problems.error(
          file.place(),
          "missing key \"arrivals\" in the experiment (or \"users\" in \"clients\" for a closed loop)");
    }
    if (file.has("arrivals") && users != null) {
      problems.error(
          users.keyPlace(),
          "either \"arrivals\" or \"users\" (a closed loop), not both: users arrive when they have thought");
    }
  }

  private void check(YamlValue value, SchemaNode schema, String name) {
    if (value instanceof YamlText text && text.type() == YamlText.Type.REFUSED) {
      return;
    }
    if (value instanceof YamlText text && text.type() == YamlText.Type.CUT) {
      problems.error(
          value.place(),
          "\""
              + text.text()
              + "\" is cut at a comma: inside { } and [ ] YAML itself splits there; separate the arguments by spaces, as in"
              + " lognormal(5ms cv=1), or quote the whole text");
      return;
    }
    if (value instanceof YamlText text && text.type() == YamlText.Type.EMPTY) {
      problems.error(value.place(), name + " has no value");
      return;
    }
    Set<String> shapes = schema.shapes();
    if (!shapes.contains(shapeOf(value))) {
      problems.error(value.place(), name + " must be " + wanted(shapes) + ", not " + value.kind());
    } else if (value instanceof YamlMap map) {
      checkMap(map, schema, name);
    } else if (value instanceof YamlList list) {
      checkList(list, schema, name);
    }
  }

  private static String shapeOf(YamlValue value) {
    return value instanceof YamlMap ? "object" : value instanceof YamlList ? "array" : "scalar";
  }

  private static String wanted(Set<String> shapes) {
    List<String> words =
        shapes.stream()
            .map(
                shape ->
                    shape.equals("object")
                        ? "a mapping"
                        : shape.equals("array") ? "a list" : "a plain value")
            .toList();
    return String.join(" or ", words);
  }

  private void checkMap(YamlMap map, SchemaNode schema, String name) {
    for (Entry entry : map.entries()) {
      SchemaNode property = schema.property(entry.key());
      if (property == null) {
        List<String> known = schema.keys();
        String expectation =
            known.isEmpty()
                ? "; " + name + " has no keys"
                : NearestName.expectation(entry.key(), known);
        problems.error(entry.keyPlace(), "unknown key \"" + entry.key() + "\"" + expectation);
      } else {
        check(entry.value(), property, "\"" + entry.key() + "\"");
      }
    }
    for (String key : schema.required()) {
      if (!map.has(key)) {
        problems.error(map.place(), "missing key \"" + key + "\" in " + name);
      }
    }
    if (map.entries().size() < schema.minProperties()) {
      problems.error(
          map.place(),
          name + " is empty; expected at least one of " + String.join(", ", schema.keys()));
    }
  }

  private void checkList(YamlList list, SchemaNode schema, String name) {
    if (list.items().size() < schema.minItems()) {
      problems.error(list.place(), name + " is an empty list");
    }
    SchemaNode items = schema.items();
    if (items != null) {
      for (YamlValue item : list.items()) {
        check(item, items, "an item of " + name);
      }
    }
  }
}
