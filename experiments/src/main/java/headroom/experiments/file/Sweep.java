package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlList;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import java.util.ArrayList;
import java.util.List;

/** The sweep of a file as groups of axes; the axes of a group advance together. */
record Sweep(List<Group> groups) {

  /** A key with its values. */
  record Axis(String key, Place keyPlace, List<YamlText> values) {}

  /** One axis, or those of {@code zip}; all of equal length. */
  record Group(List<Axis> axes) {
    int size() {
      return axes.get(0).values().size();
    }
  }

  /**
   * Reads the {@code sweep:} section; mistakes of its shape were reported by the {@link
   * StructureCheck}.
   */
  static Sweep of(YamlMap file, Problems problems) {
    List<Group> groups = new ArrayList<>();
    if (file.get("sweep") instanceof YamlMap sweep) {
      for (Entry entry : sweep.entries()) {
        List<Axis> axes = new ArrayList<>();
        if (entry.key().equals("zip") && entry.value() instanceof YamlMap zip) {
          zip.entries().forEach(inner -> add(inner, axes));
          checkLengths(axes, problems);
        } else {
          add(entry, axes);
        }
        if (!axes.isEmpty()) {
          groups.add(new Group(axes));
        }
      }
    }
    return new Sweep(groups);
  }

  private static void add(Entry entry, List<Axis> axes) {
    if (entry.value() instanceof YamlList list && !list.items().isEmpty()) {
      List<YamlText> values = new ArrayList<>();
      for (YamlValue item : list.items()) {
        if (!(item instanceof YamlText text)) {
          return;
        }
        values.add(text);
      }
      axes.add(new Axis(entry.key(), entry.keyPlace(), values));
    }
  }

  private static void checkLengths(List<Axis> axes, Problems problems) {
    for (Axis axis : axes) {
      int expected = axes.get(0).values().size();
      if (axis.values().size() != expected) {
        problems.error(
            axis.keyPlace(),
            "\""
                + axis.key()
                + "\" has "
                + axis.values().size()
                + " values, but \""
                + axes.get(0).key()
                + "\" has "
                + expected
                + "; axes in zip advance together");
      }
    }
  }

  /** All axes in order. */
  List<SweptKey> flat() {
    return groups.stream()
        .flatMap(group -> group.axes().stream())
        .map(
            axis ->
                new SweptKey(
                    axis.key(), axis.values().stream().map(YamlText::text).toList(), axis.key()))
        .toList();
  }

  /** The number of points. */
  long points() {
    long points = 1;
    for (Group group : groups) {
      points = Math.min(Integer.MAX_VALUE, points * group.size());
    }
    return points;
  }
}
