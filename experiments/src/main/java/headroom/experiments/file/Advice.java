package headroom.experiments.file;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.Problem.Severity;
import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.notes.ExperimentNotes;
import headroom.experiments.notes.Note;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts what is to be said of an experiment where it stands in the file. */
final class Advice {
  private final YamlMap file;
  private final Problems problems;

  Advice(YamlMap file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** On the experiment itself and, of rules that find nothing there, on points of its sweep. */
  void give(Experiment base, List<Point> points) {
    Set<About> said = new LinkedHashSet<>();
    for (Note note : ExperimentNotes.of(base.scenario())) {
      say(note, "");
      said.add(About.of(note));
    }
    Map<About, Note> first = new LinkedHashMap<>();
    Map<About, Set<Map<String, Object>>> where = new LinkedHashMap<>();
    for (Point point : points) {
      for (Note note : ExperimentNotes.of(point.experiment().scenario())) {
        About about = About.of(note);
        if (!said.contains(about)) {
          first.putIfAbsent(about, note);
          where.computeIfAbsent(about, key -> new LinkedHashSet<>()).add(point.parameters());
        }
      }
    }
    first.forEach((about, note) -> say(note, at(where.getOrDefault(about, Set.of()))));
  }

  /** What of all points is said once. */
  private record About(Note.Rule rule, String key) {
    static About of(Note note) {
      return new About(note.rule(), note.key());
    }
  }

  private void say(Note note, String where) {
    Place place = place(note.key());
    problems.add(
        new Problem(
            place.file(), place.line(), place.column(), note.message() + where, Severity.ADVICE));
  }

  private static String at(Set<Map<String, Object>> settings) {
    String first =
        settings.iterator().next().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", "));
    int more = settings.size() - 1;
    return " (at " + first + (more > 0 ? " and " + more + " more" : "") + ")";
  }

  /**
   * Where the key's value stands, or that of the nearest key around it; else where a sweep sets it,
   * else the beginning of the file.
   */
  private Place place(String key) {
    YamlMap map = file;
    Place place = whereSwept(key);
    String written = key.equals("steps") && !file.has(key) ? "requests" : key;
    for (String part : written.split("\\.", -1)) {
      Entry entry = map.entry(part);
      if (entry == null) {
        return place;
      }
      place = entry.value().place();
      if (!(entry.value() instanceof YamlMap inner)) {
        return place;
      }
      place = entry.keyPlace();
      map = inner;
    }
    return place;
  }

  private Place whereSwept(String key) {
    Entry sweep = file.entry("sweep");
    if (sweep != null && sweep.value() instanceof YamlMap axes) {
      Entry zip = axes.entry("zip");
      Entry axis = axes.entry(key);
      if (axis == null && zip != null && zip.value() instanceof YamlMap zipped) {
        axis = zipped.entry(key);
      }
      if (axis != null) {
        return axis.keyPlace();
      }
    }
    return file.place();
  }
}
