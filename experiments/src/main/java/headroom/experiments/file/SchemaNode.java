package headroom.experiments.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A part of the schema, with references resolved: what the reader asks it. */
final class SchemaNode {
  private final JsonNode root;
  private final JsonNode node;

  SchemaNode(JsonNode root, JsonNode node) {
    this.root = root;
    this.node = node;
  }

  /** The keys of a mapping, in the schema's order. */
  List<String> keys() {
    return List.copyOf(properties().keySet());
  }

  /** The schemas of the keys of a mapping. */
  Map<String, SchemaNode> properties() {
    Map<String, SchemaNode> properties = new LinkedHashMap<>();
    JsonNode object = objectAlternative();
    if (object != null) {
      object
          .path("properties")
          .properties()
          .forEach(entry -> properties.put(entry.getKey(), new SchemaNode(root, entry.getValue())));
    }
    return properties;
  }

  /** The schema of a key; null if there is no such key. */
  @Nullable SchemaNode property(String key) {
    JsonNode object = objectAlternative();
    if (object == null) {
      return null;
    }
    JsonNode property = object.path("properties").get(key);
    if (property == null) {
      property = object.get("additionalProperties");
    }
    return property == null || !property.isObject() ? null : new SchemaNode(root, property);
  }

  /**
   * Whether a mapping may have keys that the schema does not list; their order then means
   * something.
   */
  boolean hasFreeKeys() {
    JsonNode object = objectAlternative();
    return object != null && object.path("additionalProperties").isObject();
  }

  /** Keys that must be there. */
  List<String> required() {
    JsonNode object = objectAlternative();
    return object == null
        ? List.of()
        : object.path("required").valueStream().map(JsonNode::asString).toList();
  }

  /** The schema of the items of a list. */
  @Nullable SchemaNode items() {
    for (JsonNode alternative : alternatives()) {
      if (alternative.has("items")) {
        return new SchemaNode(root, alternative.get("items"));
      }
    }
    return null;
  }

  int minItems() {
    return alternatives().stream()
        .filter(a -> a.has("minItems"))
        .mapToInt(a -> a.get("minItems").asInt())
        .findFirst()
        .orElse(0);
  }

  int minProperties() {
    JsonNode object = objectAlternative();
    return object == null ? 0 : object.path("minProperties").asInt(0);
  }

  /** What the key means, for editors; empty if the schema does not say. */
  String description() {
    return node.path("description").asString("");
  }

  @Nullable JsonNode defaultValue() {
    return node.get("default");
  }

  /**
   * The keys beside this one of which one must be there for the default to have a meaning; none if
   * it always has.
   */
  List<String> defaultWith() {
    JsonNode keys = node.path("defaultWith");
    return keys.isString()
        ? List.of(keys.asString())
        : keys.valueStream().map(JsonNode::asString).toList();
  }

  /** The key of a step's amount, which a sweep can set; null if the step has none. */
  @Nullable String amount() {
    JsonNode key = node.get("amount");
    return key == null ? null : key.asString();
  }

  /** The words that are allowed, from {@code enum} and {@code const}. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    for (JsonNode alternative : alternatives()) {
      alternative
          .path("enum")
          .valueStream()
          .filter(JsonNode::isString)
          .forEach(word -> words.add(word.asString()));
      if (alternative.has("const")) {
        words.add(alternative.get("const").asString());
      }
    }
    return words;
  }

  long minimum() {
    return bound("minimum", Long.MIN_VALUE);
  }

  long maximum() {
    return bound("maximum", Long.MAX_VALUE);
  }

  private long bound(String keyword, long otherwise) {
    return alternatives().stream()
        .filter(a -> a.has(keyword))
        .mapToLong(a -> a.get(keyword).asLong())
        .findFirst()
        .orElse(otherwise);
  }

  /** The shapes that are allowed: object, array, and scalar for everything else. */
  Set<String> shapes() {
    Set<String> shapes = new LinkedHashSet<>();
    for (JsonNode alternative : alternatives()) {
      String type = alternative.path("type").asString("scalar");
      shapes.add(type.equals("object") || type.equals("array") ? type : "scalar");
    }
    return shapes;
  }

  private @Nullable JsonNode objectAlternative() {
    for (JsonNode alternative : alternatives()) {
      if (alternative.has("properties") || alternative.has("additionalProperties")) {
        return alternative;
      }
    }
    return null;
  }

  private List<JsonNode> alternatives() {
    List<JsonNode> found = new ArrayList<>();
    addAlternatives(node, found);
    return found;
  }

  private void addAlternatives(JsonNode start, List<JsonNode> found) {
    if (start.has("$ref")) {
      addAlternatives(root.at(start.get("$ref").asString().substring(1)), found);
    } else if (start.has("anyOf")) {
      start.get("anyOf").forEach(alternative -> addAlternatives(alternative, found));
    } else {
      found.add(start);
    }
  }
}
