package headroom.experiments.file;

import headroom.model.random.Distribution;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the classes of requests and their steps. */
final class StepsReader {
  private static final String ID_PATTERN = "[A-Za-z_][A-Za-z0-9_-]*";
  private static final List<String> NOT_KINDS = List.of("id", "note");
  private static final double MAX_REPETITIONS = 1_000_000;

  private final DistributionReader distributions;
  private final ResourceNames resources;
  private final Problems problems;

  StepsReader(DistributionReader distributions, ResourceNames resources, Problems problems) {
    this.distributions = distributions;
    this.resources = resources;
    this.problems = problems;
  }

  /**
   * Where a step stands.
   *
   * @param ids those used so far in the same class of requests; grows
   * @param held the mutexes that are held here, and whether exclusively
   */
  private record Surroundings(Set<String> ids, Map<String, Boolean> held) {
    static Surroundings none() {
      return new Surroundings(new LinkedHashSet<>(), Map.of());
    }

    Surroundings holding(String mutex, boolean exclusively) {
      Map<String, Boolean> more = new LinkedHashMap<>(held);
      more.merge(mutex, exclusively, Boolean::logicalOr);
      return new Surroundings(ids, more);
    }

    Surroundings holdingNothing() {
      return new Surroundings(ids, Map.of());
    }
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
    List<BigDecimal> shares = shares(file.sections("requests"));
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

  private List<RequestStep> steps(Section parent, String key, Surroundings around) {
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
    List<String> known =
        section.supportedKeys().stream().filter(key -> !NOT_KINDS.contains(key)).toList();
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
    String kind = kinds.get(0);
    Section inner = section.section(kind);
    return switch (kind) {
      case "cpu" -> new RequestStep.Cpu(id, time(section, kind));
      case "io" -> new RequestStep.NetworkIo(id, time(section, kind));
      case "sleep" -> new RequestStep.Sleep(id, time(section, kind));
      case "syscall" -> new RequestStep.SystemCall(id, time(section, kind));
      case "cgo" -> new RequestStep.Cgo(id, time(section, kind));
      case "stack" -> new RequestStep.Stack(id, random(section, kind, Quantity.SIZE));
      case "lock" -> section.hasMapping(kind) ? lock(id, inner, around) : null;
      case "call" -> call(id, inner);
      case "send" -> new RequestStep.Send(id, resources.sendsOn(inner));
      case "recv" -> new RequestStep.Receive(id, resources.receivesFrom(inner));
      case "close" -> new RequestStep.Close(id, resources.closes(inner));
      case "log" ->
          new RequestStep.Log(
              id, inner.integer("bytes"), resources.use(ResourceNames.Kind.SINK, inner, "sink"));
      case "ticker" ->
          new RequestStep.Ticker(
              id, inner.positiveNs("period"), inner.flag("leak"), inner.flag("read"));
      case "repeat" -> repeat(id, inner, around);
      case "choice" -> choice(id, section, around);
      case "spawn" -> section.hasMapping(kind) ? spawn(id, inner, around) : null;
      case "within" ->
          new RequestStep.Within(id, inner.positiveNs("timeout"), steps(inner, "steps", around));
      default -> throw new IllegalStateException("the schema has a step " + kind);
    };
  }

  private @Nullable RequestStep lock(@Nullable String id, Section section, Surroundings around) {
    boolean plain = section.has("mutex");
    if (plain == section.has("rwmutex")) {
      problems.error(section.place(), "a lock needs either \"mutex\" or \"rwmutex\"");
      steps(section, "for", around);
      return null;
    }
    if (plain && section.has("mode")) {
      problems.error(
          section.placeOf("mode"),
          "\"mode\" has no meaning for a mutex; only an rwmutex has modes");
    }
    RequestStep.Lock.Mode mode = RequestStep.Lock.Mode.MUTEX;
    if (!plain) {
      mode =
          section.word("mode").equals("read")
              ? RequestStep.Lock.Mode.READ
              : RequestStep.Lock.Mode.WRITE;
    }
    String mutex = resources.locks(section, plain ? "mutex" : "rwmutex");
    boolean exclusive = mode != RequestStep.Lock.Mode.READ;
    Boolean held = around.held().get(mutex);
    if (held != null && (held || exclusive)) {
      problems.note(
          section.place(),
          "\""
              + mutex
              + "\" is locked where it is held already: the goroutine waits for itself for ever");
    }
    return new RequestStep.Lock(
        id, mutex, mode, steps(section, "for", around.holding(mutex, exclusive)));
  }

  private RequestStep call(@Nullable String id, Section section) {
    return new RequestStep.Call(
        id,
        resources.use(ResourceNames.Kind.POOL, section, "pool"),
        time(section, "for"),
        section.has("timeout") ? section.positiveNs("timeout") : RequestStep.NO_LIMIT,
        failure(section));
  }

  private RequestStep.CallFailure failure(Section call) {
    double share = call.has("errors") ? call.quantity("errors", Quantity.SHARE).doubleValue() : 0;
    int retries = call.has("retries") ? (int) call.integer("retries") : 0;
    Distribution backoff =
        call.has("backoff")
            ? random(call, "backoff", Quantity.DURATION)
            : new Distribution.Constant(0);
    if (share == 0 && retries > 0) {
      problems.note(
          call.placeOf("retries"), "\"retries\" has no effect: \"errors\" says that no call fails");
    } else if (retries == 0 && call.has("backoff")) {
      problems.note(call.placeOf("backoff"), "\"backoff\" has no effect: \"retries\" is not set");
    }
    return new RequestStep.CallFailure(share, retries, backoff);
  }

  /** Goroutines that nobody waits for may lock what their parent holds. */
  private RequestStep spawn(@Nullable String id, Section section, Surroundings around) {
    boolean join = section.word("join").equals("all");
    Surroundings inside = join ? around : around.holdingNothing();
    if (section.has("steps") == section.has("branches")) {
      problems.error(
          section.place(),
          "\"spawn\" needs either \"steps\" (goroutines that are alike) or \"branches\"");
    }
    List<List<RequestStep>> branches = new ArrayList<>();
    if (section.has("steps")) {
      branches.add(steps(section, "steps", inside));
    }
    for (Section branch : section.sections("branches")) {
      branches.add(steps(branch, "steps", inside));
    }
    return new RequestStep.Spawn(id, repetitions(section, "count"), branches, join);
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

  private Distribution repetitions(Section section, String key) {
    Distribution times = random(section, key, Quantity.COUNT);
    if (times instanceof Distribution.Constant constant && constant.value() > MAX_REPETITIONS) {
      problems.error(section.placeOf(key), "\"" + key + "\" is more than 1000000");
    }
    return times;
  }

  private RequestStep repeat(@Nullable String id, Section section, Surroundings around) {
    Distribution times = repetitions(section, "times");
    return new RequestStep.Repeat(id, times, steps(section, "steps", around));
  }

  private RequestStep choice(@Nullable String id, Section section, Surroundings around) {
    int errorsBefore = problems.errorCount();
    List<Section> sections = section.sections("choice");
    List<BigDecimal> shares = shares(sections);
    if (problems.errorCount() == errorsBefore) {
      checkSum(section.placeOf("choice"), "branches", shares);
    }
    List<RequestStep.Choice.Branch> branches = new ArrayList<>();
    for (Section branch : sections) {
      double share = shares.get(branches.size()).doubleValue();
      branches.add(new RequestStep.Choice.Branch(share, steps(branch, "steps", around)));
    }
    return new RequestStep.Choice(id, branches);
  }
}
