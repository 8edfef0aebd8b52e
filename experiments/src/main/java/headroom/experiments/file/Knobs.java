package headroom.experiments.file;

import headroom.experiments.Experiment;
import headroom.experiments.file.FileNumbers.FileNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of an experiment can be turned: first what is changed first in practice, then every other
 * number of the file. A knob that the reader refuses at every other value is left out.
 */
public final class Knobs {
  /** The group of what is changed first. */
  public static final String FIRST = "First";

  private final ExperimentSource source;
  private final List<Setting> fixed;
  private final Map<String, Knob> knobs = new LinkedHashMap<>();

  private Knobs(ExperimentSource source, List<Setting> fixed) {
    this.source = source;
    this.fixed = fixed;
  }

  /** The knobs of {@code source} with {@code fixed} settings, which stay. */
  public static Knobs of(ExperimentSource source, List<Setting> fixed)
      throws InvalidExperimentException {
    Experiment base = ExperimentReader.readBase(source, fixed);
    Knobs knobs = new Knobs(source, List.copyOf(fixed));
    FirstKnobs first = new FirstKnobs(ExperimentReader.readTree(source, fixed), base.scenario());
    first.all().forEach(knobs::offer);
    List<FileNumber> numbers = FileNumbers.of(source, fixed);
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (FileNumber number : numbers) {
      if (!first.has(number.key())) {
        knobs.offer(knob(number, seen.merge(number.name(), 1, Integer::sum)));
      }
    }
    return knobs;
  }

  /**
   * The knob of {@code number}.
   *
   * @param place among the numbers of the same name, from 1
   */
  private static Knob knob(FileNumber number, int place) {
    boolean alone = number.text().equals(number.value());
    return new Knob(
        alone ? number.key() : number.key() + "@" + number.start(),
        place == 1 ? number.name() : number.name() + " (" + place + ")",
        group(number.key()),
        number.value(),
        KnobStops.around(number.value()),
        new Knob.Place(number.key(), number.text(), number.start()));
  }

  private static String group(String key) {
    String top = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
    return switch (top) {
      case "steps", "requests" -> "Steps";
      case "arrivals" -> "Arrivals";
      case "clients" -> "Clients";
      case "server" -> "Server";
      case "resources" -> "Resources";
      case "machine" -> "Machine";
      case "process", "runtime" -> "Process and runtime";
      default -> "Other";
    };
  }

  /** All of them, in the order in which they are shown. */
  public List<Knob> all() {
    return List.copyOf(knobs.values());
  }

  /**
   * The knob of that id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Knob knob(String id) {
    Knob knob = knobs.get(id);
    if (knob == null) {
      throw new IllegalArgumentException(
          "no knob \"" + id + "\"" + NearestName.expectation(id, List.copyOf(knobs.keySet())));
    }
    return knob;
  }

  /** The experiment with {@code settings}. */
  public Experiment at(List<Setting> settings) throws InvalidExperimentException {
    List<Setting> all = new ArrayList<>(fixed);
    all.addAll(settings);
    return ExperimentReader.readBase(source, all);
  }

  /** Keeps the stops that the reader accepts, if there are any beside the file's own. */
  private void offer(Knob knob) {
    knobs.put(knob.id(), knob);
    int own = knob.stops().indexOf(knob.value());
    int first = accepts(knob, 0) ? 0 : farthest(knob, own, 0);
    int end = knob.stops().size() - 1;
    int last = accepts(knob, end) ? end : farthest(knob, own, end);
    if (first == last) {
      knobs.remove(knob.id());
    } else {
      knobs.put(knob.id(), knob.withStops(knob.stops().subList(first, last + 1)));
    }
  }

  /** The last stop on the way from {@code good} to {@code bad} that is accepted, by bisection. */
  private int farthest(Knob knob, int good, int bad) {
    int inside = good;
    int outside = bad;
    while (Math.abs(outside - inside) > 1) {
      int middle = (inside + outside) / 2;
      if (accepts(knob, middle)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }

  private boolean accepts(Knob knob, int stop) {
    try {
      KnobSettings turned = new KnobSettings(this, Map.of(knob.id(), knob.stops().get(stop)));
      at(turned.settings());
      return turned.refused().isEmpty();
    } catch (InvalidExperimentException e) {
      return false;
    }
  }
}
