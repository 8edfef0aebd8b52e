package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlList;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import headroom.experiments.operations.Operation.Figures;
import headroom.experiments.operations.Operations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Says in the file itself what the benchmarks have measured that it uses: the resolved file is read
 * where they are not.
 */
final class WrittenBenchmarks {
  private static final String SECTION = "operations";
  private static final String BENCH = "bench";
  private static final String DEFINE = "define";

  private WrittenBenchmarks() {}

  /** {@code file}, which is valid, with definitions in place of the benchmarks of {@code files}. */
  static YamlMap in(YamlMap file, BenchmarkFiles files) {
    Entry section = file.entry(SECTION);
    if (section == null
        || !(section.value() instanceof YamlMap own)
        || !(own.get(BENCH) instanceof YamlText bench)) {
      return file;
    }
    Operations measured;
    try {
      measured = files.read(bench.text()).operations();
    } catch (Malformed e) {
      throw new IllegalStateException(e.explanation());
    }
    YamlMap defined =
        own.get(DEFINE) instanceof YamlMap given ? given : new YamlMap(own.place(), List.of());
    Set<String> texts = new LinkedHashSet<>();
    collect(file, texts);
    for (String name : texts) {
      if (!defined.has(name) && measured.named(name).isPresent()) {
        Figures figures = measured.named(name).orElseThrow().figures();
        defined = defined.with(new Entry(name, own.place(), definition(figures, own.place())));
      }
    }
    List<Entry> entries = new ArrayList<>(file.entries());
    int index = entries.indexOf(section);
    if (defined.entries().isEmpty()) {
      entries.remove(index);
    } else {
      YamlMap only = new YamlMap(own.place(), List.of(new Entry(DEFINE, own.place(), defined)));
      entries.set(index, new Entry(SECTION, section.keyPlace(), only));
    }
    return new YamlMap(file.place(), entries);
  }

  private static void collect(YamlValue value, Set<String> texts) {
    if (value instanceof YamlMap map) {
      map.entries().forEach(entry -> collect(entry.value(), texts));
    } else if (value instanceof YamlList list) {
      list.items().forEach(item -> collect(item, texts));
    } else if (value instanceof YamlText text) {
      texts.add(text.text());
    }
  }

  private static YamlMap definition(Figures figures, Place place) {
    List<Entry> entries = new ArrayList<>();
    entries.add(entry("cpu", plain(figures.ns()) + "ns", YamlText.Type.TEXT, place));
    if (figures.knowsAllocation() && figures.bytes() > 0) {
      entries.add(entry("size", plain(figures.bytes()) + "B", YamlText.Type.TEXT, place));
      entries.add(entry("objects", plain(figures.objects()), YamlText.Type.NUMBER, place));
    }
    return new YamlMap(place, entries);
  }

  private static Entry entry(String key, String text, YamlText.Type type, Place place) {
    return new Entry(key, place, new YamlText(place, text, type, -1));
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
