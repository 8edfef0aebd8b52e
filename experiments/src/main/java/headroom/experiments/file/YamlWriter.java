package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlList;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Writes values as YAML text, numbers exactly as they were written. */
final class YamlWriter {
  private YamlWriter() {}

  static String write(YamlValue value) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(4096)
            .setIndicatorIndent(2)
            .setIndent(2)
            .setIndentWithIndicator(true)
            .build();
    StringBuilder out = new StringBuilder();
    new Dump(settings)
        .dumpNode(
            node(value),
            new StreamDataWriter() {
              @Override
              public void write(String text) {
                out.append(text);
              }

              @Override
              public void write(String text, int offset, int length) {
                out.append(text, offset, offset + length);
              }
            });
    return out.toString();
  }

  private static Node node(YamlValue value) {
    if (value instanceof YamlMap map) {
      List<NodeTuple> tuples = new ArrayList<>();
      for (Entry entry : map.entries()) {
        tuples.add(new NodeTuple(scalar(entry.key(), Tag.STR), node(entry.value())));
      }
      return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
    }
    if (value instanceof YamlList list) {
      boolean plain = list.items().stream().allMatch(item -> item instanceof YamlText);
      return new SequenceNode(
          Tag.SEQ,
          list.items().stream().map(YamlWriter::node).toList(),
          plain ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }
    YamlText text = (YamlText) value;
    return switch (text.type()) {
      case NUMBER -> scalar(text.text(), text.text().matches("[-+]?[0-9]+") ? Tag.INT : Tag.FLOAT);
      case BOOLEAN -> scalar(text.text(), Tag.BOOL);
      case EMPTY -> scalar("null", Tag.NULL);
      case TEXT, CUT, REFUSED -> scalar(text.text(), Tag.STR);
    };
  }

  private static ScalarNode scalar(String text, Tag tag) {
    return new ScalarNode(tag, text, ScalarStyle.PLAIN);
  }
}
