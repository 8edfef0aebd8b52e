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

  /**
   * All, those of {@code mainFile} by position before those of other files and options in the order
   * they were found.
   */
  List<Problem> sorted(String mainFile) {
    List<Problem> all = new ArrayList<>(found);
    all.sort(
        Comparator.comparingInt((Problem problem) -> problem.file().equals(mainFile) ? 0 : 1)
            .thenComparingInt(problem -> problem.file().equals(mainFile) ? problem.line() : 0)
            .thenComparingInt(problem -> problem.file().equals(mainFile) ? problem.column() : 0));
    return all;
  }
}
