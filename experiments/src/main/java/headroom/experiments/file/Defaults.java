package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlList;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes out what a file leaves out: the schema's defaults, and those that depend on other keys.
 */
final class Defaults {
  private Defaults() {}

  /** The file with every default, its keys in the schema's order. */
  static YamlMap fill(YamlMap file) {
    YamlMap prepared = file;
    if (file.get("arrivals") instanceof YamlText arrivals
        && arrivals.text().strip().startsWith("trace")) {
      prepared = replay(file);
    }
    YamlMap filled = fill(prepared, ExperimentSchema.root());
    YamlValue server = filled.get("server");
    if (server instanceof YamlMap map && !map.has("whenFull") && isLimited(map.get("queue"))) {
      YamlMap blocking =
          map.with(
              new Entry("whenFull", map.place(), text(map.place(), "block", YamlText.Type.TEXT)));
      filled =
          filled.with(
              new Entry(
                  "server",
                  map.place(),
                  ordered(blocking, property(ExperimentSchema.root(), "server"))));
    }
    return filled;
  }

  private static boolean isLimited(@Nullable YamlValue queue) {
    return queue instanceof YamlText text && text.type() == YamlText.Type.NUMBER;
  }

  /** A replay is deterministic: one replication says all. */
  private static YamlMap replay(YamlMap file) {
    YamlValue run = file.get("run");
    YamlMap map = run instanceof YamlMap given ? given : new YamlMap(file.place(), List.of());
    if (map.has("replications") || run instanceof YamlText) {
      return file;
    }
    YamlMap once =
        map.with(
            new Entry("replications", map.place(), text(map.place(), "1", YamlText.Type.NUMBER)));
    return file.with(new Entry("run", map.place(), once));
  }

  private static YamlMap fill(YamlMap map, SchemaNode schema) {
    YamlMap filled = map;
    for (Map.Entry<String, SchemaNode> property : schema.properties().entrySet()) {
      JsonNode value = property.getValue().defaultValue();
      List<String> with = property.getValue().defaultWith();
      boolean means = with.isEmpty() || with.stream().anyMatch(map::has);
      if (value != null && means && !filled.has(property.getKey())) {
        filled =
            filled.with(new Entry(property.getKey(), map.place(), valueOf(value, map.place())));
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : filled.entries()) {
      SchemaNode property = schema.property(entry.key());
      entries.add(
          property == null
              ? entry
              : new Entry(entry.key(), entry.keyPlace(), fillValue(entry.value(), property)));
    }
    return ordered(new YamlMap(map.place(), entries), schema);
  }

  private static YamlValue fillValue(YamlValue value, SchemaNode schema) {
    if (value instanceof YamlMap map) {
      return fill(map, schema);
    }
    SchemaNode items = schema.items();
    if (value instanceof YamlList list && items != null) {
      List<YamlValue> filled = list.items().stream().map(item -> fillValue(item, items)).toList();
      YamlList complete = new YamlList(list.place(), filled);
      return items.properties().containsKey("share") ? fillShares(complete, items) : complete;
    }
    return value;
  }

  private static YamlList fillShares(YamlList list, SchemaNode items) {
    YamlList filled = Shares.fillRest(list);
    return new YamlList(
        filled.place(),
        filled.items().stream()
            .map(item -> item instanceof YamlMap map ? (YamlValue) ordered(map, items) : item)
            .toList());
  }

  private static YamlMap ordered(YamlMap map, SchemaNode schema) {
    if (schema.hasFreeKeys()) {
      return map;
    }
    List<Entry> entries = new ArrayList<>();
    for (String key : schema.properties().keySet()) {
      Entry entry = map.entry(key);
      if (entry != null) {
        entries.add(entry);
      }
    }
    map.entries().stream()
        .filter(entry -> !schema.properties().containsKey(entry.key()))
        .forEach(entries::add);
    return new YamlMap(map.place(), entries);
  }

  private static SchemaNode property(SchemaNode schema, String key) {
    SchemaNode property = schema.property(key);
    if (property == null) {
      throw new IllegalStateException("the schema has no key " + key);
    }
    return property;
  }

  private static YamlValue valueOf(JsonNode value, Place place) {
    if (value.isObject()) {
      return new YamlMap(place, List.of());
    }
    YamlText.Type type =
        value.isNumber()
            ? YamlText.Type.NUMBER
            : value.isBoolean() ? YamlText.Type.BOOLEAN : YamlText.Type.TEXT;
    return text(place, value.asString(), type);
  }

  private static YamlText text(Place place, String text, YamlText.Type type) {
    return new YamlText(place, text, type, -1);
  }
}
