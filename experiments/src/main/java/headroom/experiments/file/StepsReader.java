package headroom.experiments.file;

import headroom.model.random.Distribution;
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
  private static final List<String> KINDS = List.of("cpu", "io", "sleep", "repeat", "choice");

  private final DistributionReader distributions;
  private final Problems problems;

  StepsReader(DistributionReader distributions, Problems problems) {
    this.distributions = distributions;
    this.problems = problems;
  }

  /** The classes of the file; {@code steps:} directly in it are one class named {@code request}. */
  List<RequestClass> classes(Section file) {
    if (!file.has("requests")) {
      return List.of(new RequestClass("request", 1, steps(file, "steps", new LinkedHashSet<>())));
    }
    List<RequestClass> classes = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    int errorsBefore = problems.errorCount();
    List<BigDecimal> shares = shares(file.sections("requests"));
    boolean read = problems.errorCount() == errorsBefore;
    for (Section section : file.sections("requests")) {
      String name = section.text("class");
      if (!names.add(name) && section.has("class")) {
        problems.error(section.placeOf("class"), "the class \"" + name + "\" is defined twice");
      }
      List<RequestStep> steps = steps(section, "steps", new LinkedHashSet<>());
      classes.add(new RequestClass(name, shares.get(classes.size()).doubleValue(), steps));
    }
    if (read) {
      checkSum(file.placeOf("requests"), "classes", shares);
    }
    return classes;
  }

  private List<BigDecimal> shares(List<Section> sections) {
    List<BigDecimal> shares = new ArrayList<>();
    boolean missing = false;
    for (Section section : sections) {
      if (!section.has("share") && missing) {
        problems.error(section.place(), "only one may leave out its share");
      }
      missing |= !section.has("share");
      shares.add(
          section.has("share") ? section.quantity("share", Quantity.SHARE) : BigDecimal.ZERO);
    }
    return shares;
  }

  private void checkSum(Place place, String what, List<BigDecimal> shares) {
    if (!shares.isEmpty() && !Shares.addUp(shares)) {
      problems.error(
          place,
          "the shares of the "
              + what
              + " add up to "
              + Shares.percent(Shares.sum(shares))
              + ", not 100%");
    }
  }

  private List<RequestStep> steps(Section parent, String key, Set<String> ids) {
    List<RequestStep> steps = new ArrayList<>();
    for (Section section : parent.sections(key)) {
      RequestStep step = step(section, ids);
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private @Nullable RequestStep step(Section section, Set<String> ids) {
    String id = id(section, ids);
    if (section.has("note")) {
      section.text("note");
    }
    List<String> kinds = KINDS.stream().filter(section::has).toList();
    if (kinds.size() > 1) {
      problems.error(
          section.place(),
          "a step does one thing, not " + String.join(" and ", kinds) + "; write one step each");
      return null;
    }
    if (kinds.isEmpty()) {
      if (!section.hasBesides(List.of("id", "note"))) {
        problems.error(section.place(), "a step needs one of " + String.join(", ", KINDS));
      }
      return null;
    }
    return switch (kinds.get(0)) {
      case "cpu" -> new RequestStep.Cpu(id, time(section, "cpu"));
      case "io" -> new RequestStep.NetworkIo(id, time(section, "io"));
      case "sleep" -> new RequestStep.Sleep(id, time(section, "sleep"));
      case "repeat" -> repeat(id, section.section("repeat"), ids);
      default -> choice(id, section, ids);
    };
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

  private Distribution time(Section section, String key) {
    return random(section, key, Quantity.DURATION);
  }

  /** The random value at {@code key}. */
  Distribution random(Section section, String key, Quantity quantity) {
    return section.read(
        key, text -> distributions.read(text, quantity), new Distribution.Constant(1));
  }

  private RequestStep repeat(@Nullable String id, Section section, Set<String> ids) {
    Distribution times = random(section, "times", Quantity.COUNT);
    if (times instanceof Distribution.Constant constant && constant.value() > 1_000_000) {
      problems.error(section.placeOf("times"), "\"times\" is more than 1000000");
    }
    return new RequestStep.Repeat(id, times, steps(section, "steps", ids));
  }

  private RequestStep choice(@Nullable String id, Section section, Set<String> ids) {
    int errorsBefore = problems.errorCount();
    List<Section> sections = section.sections("choice");
    List<BigDecimal> shares = shares(sections);
    if (problems.errorCount() == errorsBefore) {
      checkSum(section.placeOf("choice"), "branches", shares);
    }
    List<RequestStep.Choice.Branch> branches = new ArrayList<>();
    for (Section branch : sections) {
      double share = shares.get(branches.size()).doubleValue();
      branches.add(new RequestStep.Choice.Branch(share, steps(branch, "steps", ids)));
    }
    return new RequestStep.Choice(id, branches);
  }
}
