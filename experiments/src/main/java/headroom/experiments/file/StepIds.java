package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlList;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings that give an id to every step of requests that asks for a time or for bytes and has
 * none, so that a trace can name it: {@code steps.0.id=cpu1}.
 */
public final class StepIds {
  private final Set<String> taken = new LinkedHashSet<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final List<Setting> settings = new ArrayList<>();

  private StepIds() {}

  /** The settings to add to {@code settings}, in the order of the steps of {@code source}. */
  public static List<Setting> of(ExperimentSource source, List<Setting> settings)
      throws InvalidExperimentException {
    YamlMap file = ExperimentReader.readTree(source, settings);
    StepIds ids = new StepIds();
    for (String key : List.of("steps", "requests")) {
      ids.collect(file.get(key));
    }
    for (String key : List.of("steps", "requests")) {
      ids.name(key, file.get(key));
    }
    return List.copyOf(ids.settings);
  }

  private void collect(@Nullable YamlValue value) {
    if (value instanceof YamlMap map) {
      if (map.get("id") instanceof YamlText id) {
        taken.add(id.text());
      }
      map.entries().forEach(entry -> collect(entry.value()));
    } else if (value instanceof YamlList list) {
      list.items().forEach(this::collect);
    }
  }

  private void name(String path, @Nullable YamlValue value) {
    if (value instanceof YamlList list) {
      for (int i = 0; i < list.items().size(); i++) {
        String item = path + "." + i;
        if (list.items().get(i) instanceof YamlMap step && !step.has("id")) {
          nameStep(item, step);
        }
        name(item, list.items().get(i));
      }
    } else if (value instanceof YamlMap map) {
      map.entries().forEach(entry -> name(path + "." + entry.key(), entry.value()));
    }
  }

  private void nameStep(String path, YamlMap step) {
    for (Entry entry : step.entries()) {
      SchemaNode kind = ExperimentSchema.stepOfKind(entry.key());
      if (kind != null && asks(kind)) {
        settings.add(new Setting(path + ".id", free(entry.key())));
        return;
      }
    }
  }

  /** Whether a step asks for something itself, and not the steps in it. */
  private static boolean asks(SchemaNode kind) {
    boolean amount = kind.amount() != null || kind.shapes().equals(Set.of("scalar"));
    return amount && kind.property("steps") == null;
  }

  private String free(String kind) {
    String id;
    do {
      id = kind + counts.merge(kind, 1, Integer::sum);
    } while (!taken.add(id));
    return id;
  }
}
