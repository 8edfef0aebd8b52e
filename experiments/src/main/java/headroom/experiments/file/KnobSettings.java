package headroom.experiments.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What knobs are turned to, as settings of the file. */
public final class KnobSettings {
  /**
   * A number with its unit, or a word: nothing that could be a list, a function or a file's name.
   */
  private static final Pattern VALUE = Pattern.compile("[\\p{L}0-9.%/+ -]{1,40}");

  private static final String EXPECTED =
      "; expected a number with its unit, such as 64MiB, or a word such as off";

  private final Map<String, List<Knob>> byKey = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  /** What is wrong with values that are not even tried, by id of the knob. */
  private final Map<String, String> refused = new LinkedHashMap<>();

  /**
   * Takes {@code turned}, values by id of a knob; what a knob has in the file anyway is no setting.
   *
   * @throws IllegalArgumentException if there is no knob of that id
   */
  public KnobSettings(Knobs knobs, Map<String, String> turned) {
    for (String id : turned.keySet()) {
      knobs.knob(id);
    }
    for (Knob knob : knobs.all()) {
      String value = turned.getOrDefault(knob.id(), knob.value()).strip();
      if (value.equals(knob.value())) {
        continue;
      }
      if (!VALUE.matcher(value).matches() || value.contains("..")) {
        refused.put(knob.id(), "\"" + shortened(value) + "\" is no value here" + EXPECTED);
        continue;
      }
      byKey.computeIfAbsent(knob.key(), key -> new ArrayList<>()).add(knob);
      values.put(knob.id(), value);
    }
  }

  private static String shortened(String value) {
    return value.length() <= 40 ? value : value.substring(0, 40) + "…";
  }

  /** What is wrong with values that cannot be those of a number, by id of the knob. */
  public Map<String, String> refused() {
    return Collections.unmodifiableMap(refused);
  }

  /** One setting a key, in the order of the knobs. */
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    byKey.forEach((key, knobs) -> settings.add(new Setting(key, text(knobs))));
    return settings;
  }

  /** The value of a key with all of its numbers that are turned, from the last to the first. */
  private String text(List<Knob> knobs) {
    List<Knob> backwards = new ArrayList<>(knobs);
    backwards.sort(Comparator.comparingInt((Knob knob) -> knob.place().start()).reversed());
    String text = backwards.get(0).place().text();
    for (Knob knob : backwards) {
      int start = knob.place().start();
      String value = values.getOrDefault(knob.id(), knob.value());
      text = text.substring(0, start) + value + text.substring(start + knob.value().length());
    }
    return text;
  }

  /**
   * Every problem by the id of the knob that it is about; under the empty id those about none
   * alone.
   */
  public Map<String, String> messages(List<Problem> problems) {
    Map<String, String> messages = new LinkedHashMap<>();
    for (Problem problem : problems) {
      List<Knob> knobs = new ArrayList<>();
      for (Setting setting : settings()) {
        if (setting.origin().equals(problem.file())) {
          knobs.addAll(byKey.getOrDefault(setting.key(), List.of()));
        }
      }
      if (knobs.isEmpty()) {
        messages.merge("", problem.toString(), (a, b) -> a + "\n" + b);
      }
      knobs.forEach(knob -> messages.merge(knob.id(), problem.message(), (a, b) -> a + "\n" + b));
    }
    return messages;
  }
}
