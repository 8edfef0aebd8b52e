package headroom.experiments.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with an experiment. */
final class Problems {
  private final Set<Problem> found = new LinkedHashSet<>();

  void error(Place place, String message) {
    add(place, message, Problem.Severity.ERROR);
  }

  void note(Place place, String message) {
    add(place, message, Problem.Severity.NOTE);
  }

  private void add(Place place, String message, Problem.Severity severity) {
    found.add(new Problem(place.file(), place.line(), place.column(), message, severity));
  }

  void addAll(Problems others) {
    found.addAll(others.found);
  }

  boolean hasErrors() {
    return found.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
  }

  int errorCount() {
    return (int)
        found.stream().filter(problem -> problem.severity() == Problem.Severity.ERROR).count();
  }

  /** Those that are not in {@code others}. */
  List<Problem> without(Problems others) {
    return found.stream().filter(problem -> !others.found.contains(problem)).toList();
  }

  void add(Problem problem) {
    found.add(problem);
  }

  /** The errors, those of {@code mainFile} first, by position in their file. */
  List<Problem> errors(String mainFile) {
    return sorted(mainFile, Problem.Severity.ERROR);
  }

  /** The notes and then the advice, those of {@code mainFile} first, by position in their file. */
  List<Problem> notes(String mainFile) {
    List<Problem> notes = sorted(mainFile, Problem.Severity.NOTE);
    notes.addAll(sorted(mainFile, Problem.Severity.ADVICE));
    return notes;
  }

  private List<Problem> sorted(String mainFile, Problem.Severity severity) {
    List<String> files = new ArrayList<>(List.of(mainFile));
    List<Problem> all = new ArrayList<>();
    for (Problem problem : found) {
      if (problem.severity() == severity) {
        all.add(problem);
        if (!files.contains(problem.file())) {
          files.add(problem.file());
        }
      }
    }
    all.sort(
        Comparator.comparingInt((Problem problem) -> files.indexOf(problem.file()))
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column));
    return all;
  }
}
