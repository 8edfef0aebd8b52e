package headroom.experiments.file;

import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the classes of requests and their steps. */
final class StepsReader {
  private static final String ID_PATTERN = "[A-Za-z_][A-Za-z0-9_-]*";

  /** Keys of a step that do not say what it does. */
  static final List<String> NOT_KINDS = List.of("id", "note");

  private final StepReader reader;
  private final Problems problems;

  StepsReader(
      DistributionReader distributions,
      ResourceNames resources,
      OperationStepReader operations,
      Problems problems) {
    this.problems = problems;
    reader = new StepReader(this, distributions, resources, operations, problems);
  }

  /** What a consumer of a channel does with each value; nothing if the file does not say. */
  List<RequestStep> consumer(Section channel) {
    return steps(channel, "for", Surroundings.none());
  }

  /** The classes of the file; {@code steps:} directly in it are one class named {@code request}. */
  List<RequestClass> classes(Section file) {
    if (!file.has("requests")) {
      return List.of(new RequestClass("request", 1, steps(file, "steps", Surroundings.none())));
    }
    List<RequestClass> classes = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    int errorsBefore = problems.errorCount();
    List<BigDecimal> shares = Shares.read(file.sections("requests"), problems);
    boolean read = problems.errorCount() == errorsBefore;
    for (Section section : file.sections("requests")) {
      String name = section.text("class");
      if (!names.add(name) && section.has("class")) {
        problems.error(section.placeOf("class"), "the class \"" + name + "\" is defined twice");
      }
      List<RequestStep> steps = steps(section, "steps", Surroundings.none());
      classes.add(new RequestClass(name, shares.get(classes.size()).doubleValue(), steps));
    }
    if (read) {
      Shares.check(shares, "classes", file.placeOf("requests"), problems);
    }
    return classes;
  }

  /** The steps in the list at {@code key}. */
  List<RequestStep> steps(Section parent, String key, Surroundings around) {
    List<RequestStep> steps = new ArrayList<>();
    for (Section section : parent.sections(key)) {
      RequestStep step = step(section, around);
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private @Nullable RequestStep step(Section section, Surroundings around) {
    String id = id(section, around.ids());
    if (section.has("note")) {
      section.text("note");
    }
    List<String> known = section.keys().stream().filter(key -> !NOT_KINDS.contains(key)).toList();
    List<String> kinds = known.stream().filter(section::has).toList();
    if (kinds.size() > 1) {
      problems.error(
          section.place(),
          "a step does one thing, not " + String.join(" and ", kinds) + "; write one step each");
      return null;
    }
    if (kinds.isEmpty()) {
      if (!section.hasBesides(NOT_KINDS)) {
        problems.error(section.place(), "a step needs one of " + String.join(", ", known));
      }
      return null;
    }
    return reader.read(kinds.get(0), id, section, around);
  }

  private @Nullable String id(Section section, Set<String> ids) {
    if (!section.has("id")) {
      return null;
    }
    String id = section.text("id");
    Place place = section.placeOf("id");
    if (!id.isEmpty() && !id.matches(ID_PATTERN)) {
      problems.error(
          place,
          "the id \""
              + id
              + "\" must consist of letters, digits, _ and -, and begin with a letter");
    } else if (!ids.add(id)) {
      problems.error(place, "the id \"" + id + "\" is used twice");
    }
    return id;
  }
}
