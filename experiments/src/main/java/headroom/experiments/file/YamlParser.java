package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlList;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns YAML text into values with positions. Tags, merges and texts that refer to themselves are
 * refused.
 */
final class YamlParser {
  /** Deeper files are refused; a hand-written one has about ten levels. */
  private static final int MAX_DEPTH = 50;

  /** Values after the expansion of aliases. */
  private static final int MAX_VALUES = 200_000;

  private static final String CORE_TAGS = "tag:yaml.org,2002:";

  private final Function<Optional<Mark>, Place> places;
  private final Problems problems;
  private final List<Node> open = new ArrayList<>();
  private int values;

  private YamlParser(Function<Optional<Mark>, Place> places, Problems problems) {
    this.places = places;
    this.problems = problems;
  }

  /**
   * Parses a file; null if it has no content that can be used, which is then among {@code
   * problems}.
   */
  static @Nullable YamlValue parse(String fileName, String text, Problems problems) {
    return new YamlParser(
            mark ->
                mark.map(at -> new Place(fileName, at.getLine() + 1, at.getColumn() + 1))
                    .orElse(new Place(fileName, 1, 1)),
            problems)
        .parse(text);
  }

  /** Parses a value of the command line, all of which stands at {@code place}. */
  static @Nullable YamlValue parseAt(Place place, String text, Problems problems) {
    return new YamlParser(mark -> place, problems).parse(text);
  }

  private @Nullable YamlValue parse(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(true)
            .setMaxAliasesForCollections(100)
            .setCodePointLimit(ExperimentSource.MAX_BYTES)
            .build();
    try {
      Iterator<Node> documents = new Compose(settings).composeAllFromString(text).iterator();
      if (!documents.hasNext()) {
        problems.error(places.apply(Optional.empty()), "there is nothing in it");
        return null;
      }
      YamlValue value = convert(documents.next(), 0);
      if (documents.hasNext()) {
        Node second = documents.next();
        problems.error(
            places.apply(second.getStartMark()),
            "a second document begins; expected one experiment a file");
      }
      return value;
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark =
          e.getProblemMark().isPresent() ? e.getProblemMark() : e.getContextMark();
      problems.error(places.apply(mark), SyntaxWords.explain(e, text));
    } catch (YamlEngineException e) {
      problems.error(
          places.apply(Optional.empty()),
          "not valid YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (StackOverflowError e) {
      problems.error(places.apply(Optional.empty()), "is nested too deeply");
    }
    return null;
  }

  private YamlValue convert(Node node, int depth) {
    Place place = places.apply(node.getStartMark());
    values++;
    if (depth > MAX_DEPTH || values > MAX_VALUES) {
      if (depth == MAX_DEPTH + 1 || values == MAX_VALUES + 1) {
        problems.error(
            place,
            depth > MAX_DEPTH
                ? "is nested too deeply"
                : "is too large once its aliases are expanded");
      }
      return new YamlText(place, "", YamlText.Type.REFUSED, -1);
    }
    if (open.contains(node)) {
      problems.error(place, "an alias refers to what it is a part of");
      return new YamlText(place, "", YamlText.Type.REFUSED, -1);
    }
    if (!hasOwnTag(node)) {
      problems.error(place, "tags such as " + shown(node.getTag()) + " are not allowed; remove it");
      return new YamlText(place, "", YamlText.Type.REFUSED, -1);
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, place);
    }
    open.add(node);
    YamlValue value =
        node instanceof MappingNode mapping
            ? mapping(mapping, place, depth)
            : list((SequenceNode) node, place, depth);
    open.remove(open.size() - 1);
    return value;
  }

  private YamlList list(SequenceNode node, Place place, int depth) {
    List<YamlValue> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      items.add(convert(item, depth + 1));
    }
    return new YamlList(
        place, node.getFlowStyle() == FlowStyle.FLOW ? CommaCuts.inList(items) : items);
  }

  /** Whether the tag is the one that the node has by itself. */
  private static boolean hasOwnTag(Node node) {
    if (node instanceof MappingNode) {
      return node.getTag().equals(Tag.MAP);
    }
    return node instanceof SequenceNode
        ? node.getTag().equals(Tag.SEQ)
        : List.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL).contains(node.getTag());
  }

  private static String shown(Tag tag) {
    String value = tag.getValue();
    return value.startsWith(CORE_TAGS) ? "!!" + value.substring(CORE_TAGS.length()) : value;
  }

  private YamlMap mapping(MappingNode node, Place place, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Place keyPlace = places.apply(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        problems.error(keyPlace, "a key must be a plain name");
        continue;
      }
      if (!hasOwnTag(keyNode)) {
        problems.error(
            keyPlace, "tags such as " + shown(keyNode.getTag()) + " are not allowed; remove it");
        continue;
      }
      String key = keyNode.getValue();
      YamlValue value = convert(tuple.getValueNode(), depth + 1);
      Entry first = entries.putIfAbsent(key, new Entry(key, keyPlace, value));
      if (first != null) {
        String where =
            first.keyPlace().line() == 0
                ? ""
                : "; it is already set in line " + first.keyPlace().line();
        problems.error(keyPlace, "duplicate key \"" + key + "\"" + where);
      }
    }
    List<Entry> list = List.copyOf(entries.values());
    return new YamlMap(
        place, node.getFlowStyle() == FlowStyle.FLOW ? CommaCuts.inMapping(list) : list);
  }

  private static YamlText scalar(ScalarNode node, Place place) {
    YamlText.Type type;
    if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
      type = YamlText.Type.NUMBER;
    } else if (node.getTag().equals(Tag.BOOL)) {
      type = YamlText.Type.BOOLEAN;
    } else if (node.getTag().equals(Tag.NULL)) {
      type = YamlText.Type.EMPTY;
    } else {
      type = YamlText.Type.TEXT;
    }
    return new YamlText(place, node.getValue(), type, contentColumns(node));
  }

  private static int contentColumns(ScalarNode node) {
    ScalarStyle style = node.getScalarStyle();
    int start = node.getStartMark().map(Mark::getIndex).orElse(0);
    int length = node.getEndMark().map(Mark::getIndex).orElse(0) - start;
    if (style == ScalarStyle.PLAIN) {
      return length == node.getValue().length() ? 0 : -1;
    }
    boolean quoted = style == ScalarStyle.DOUBLE_QUOTED || style == ScalarStyle.SINGLE_QUOTED;
    return quoted && length == node.getValue().length() + 2 ? 1 : -1;
  }
}
