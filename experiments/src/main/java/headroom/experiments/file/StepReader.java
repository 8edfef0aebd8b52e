package headroom.experiments.file;

import headroom.model.random.Distribution;
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestStep;
import headroom.model.workload.SharedStep;
import headroom.model.workload.StepKind;
import headroom.model.workload.WorkStep;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one step, as its kind wants it. */
final class StepReader {
  private static final double MAX_REPETITIONS = 1_000_000;

  private final StepsReader all;
  private final DistributionReader distributions;
  private final ResourceNames resources;
  private final Problems problems;
  private final MemoryStepReader memory;
  private final OperationStepReader operations;

  /** A reader of steps whose inner steps {@code all} reads. */
  StepReader(
      StepsReader all,
      DistributionReader distributions,
      ResourceNames resources,
      OperationStepReader operations,
      Problems problems) {
    this.operations = operations;
    this.all = all;
    this.distributions = distributions;
    this.resources = resources;
    this.problems = problems;
    memory = new MemoryStepReader(all, distributions, resources, problems);
  }

  /** The step at {@code key}, which is the key of a kind, in {@code section}. */
  @Nullable RequestStep read(
      String key, @Nullable String id, Section section, Surroundings around) {
    StepKind kind = kindOf(key);
    if (kind instanceof WorkStep.Kind work) {
      return read(work, id, section);
    }
    if (kind instanceof BlockStep.Kind block) {
      return read(block, id, section, around);
    }
    return read((SharedStep.Kind) kind, id, section, around);
  }

  private static StepKind kindOf(String key) {
    for (StepKind kind : RequestStep.kinds()) {
      if (kind.key().equals(key)) {
        return kind;
      }
    }
    throw new IllegalStateException("the schema has a step " + key);
  }

  private RequestStep read(WorkStep.Kind kind, @Nullable String id, Section section) {
    String key = kind.key();
    return switch (kind) {
      case CPU -> new WorkStep.Cpu(id, time(section, key));
      case IO -> new WorkStep.NetworkIo(id, time(section, key));
      case SLEEP -> new WorkStep.Sleep(id, time(section, key));
      case SYSCALL -> new WorkStep.SystemCall(id, time(section, key));
      case CGO -> new WorkStep.Cgo(id, time(section, key));
      case STACK -> new WorkStep.Stack(id, distributions.at(section, key, Quantity.SIZE));
      case ALLOC -> memory.alloc(id, section.section(key));
      case OP -> operation(id, section.section(key));
      case TICKER -> ticker(id, section.section(key));
    };
  }

  private @Nullable RequestStep read(
      BlockStep.Kind kind, @Nullable String id, Section section, Surroundings around) {
    Section inner = section.section(kind.key());
    return switch (kind) {
      case REPEAT -> repeat(id, inner, around);
      case CHOICE -> choice(id, section, around);
      case SPAWN -> section.hasMapping(kind.key()) ? spawn(id, inner, around) : null;
      case WITHIN ->
          new BlockStep.Within(id, inner.positiveNs("timeout"), all.steps(inner, "steps", around));
    };
  }

  private @Nullable RequestStep read(
      SharedStep.Kind kind, @Nullable String id, Section section, Surroundings around) {
    Section inner = section.section(kind.key());
    return switch (kind) {
      case LOCK -> section.hasMapping(kind.key()) ? lock(id, inner, around) : null;
      case CALL -> call(id, inner);
      case SEND -> new SharedStep.Send(id, resources.sendsOn(inner));
      case RECEIVE -> new SharedStep.Receive(id, resources.receivesFrom(inner));
      case CLOSE -> new SharedStep.Close(id, resources.closes(inner));
      case LOG -> log(id, inner);
      case CACHE -> memory.cache(id, inner, around);
    };
  }

  private RequestStep operation(@Nullable String id, Section section) {
    return operations.read(id, section, repetitions(section, "times"));
  }

  private static RequestStep ticker(@Nullable String id, Section section) {
    return new WorkStep.Ticker(
        id, section.positiveNs("period"), section.flag("leak"), section.flag("read"));
  }

  private RequestStep log(@Nullable String id, Section section) {
    long bytes = section.integer("bytes");
    return new SharedStep.Log(id, bytes, resources.use(ResourceNames.Kind.SINK, section, "sink"));
  }

  private @Nullable RequestStep lock(@Nullable String id, Section section, Surroundings around) {
    boolean plain = section.has("mutex");
    if (plain == section.has("rwmutex")) {
      problems.error(section.place(), "a lock needs either \"mutex\" or \"rwmutex\"");
      all.steps(section, "for", around);
      return null;
    }
    if (plain && section.has("mode")) {
      problems.error(
          section.placeOf("mode"),
          "\"mode\" has no meaning for a mutex; only an rwmutex has modes");
    }
    SharedStep.Lock.Mode mode = SharedStep.Lock.Mode.MUTEX;
    if (!plain) {
      mode =
          section.word("mode").equals("read")
              ? SharedStep.Lock.Mode.READ
              : SharedStep.Lock.Mode.WRITE;
    }
    String mutex = resources.locks(section, plain ? "mutex" : "rwmutex");
    boolean exclusive = mode != SharedStep.Lock.Mode.READ;
    Boolean held = around.held().get(mutex);
    if (held != null && (held || exclusive)) {
      problems.note(
          section.place(),
          "\""
              + mutex
              + "\" is locked where it is held already: the goroutine waits for itself for ever");
    }
    return new SharedStep.Lock(
        id, mutex, mode, all.steps(section, "for", around.holding(mutex, exclusive)));
  }

  private RequestStep call(@Nullable String id, Section section) {
    return new SharedStep.Call(
        id,
        resources.use(ResourceNames.Kind.POOL, section, "pool"),
        time(section, "for"),
        section.has("timeout") ? section.positiveNs("timeout") : RequestStep.NO_LIMIT,
        failure(section));
  }

  private SharedStep.CallFailure failure(Section call) {
    double share = call.has("errors") ? call.quantity("errors", Quantity.SHARE).doubleValue() : 0;
    int retries = call.has("retries") ? (int) call.integer("retries") : 0;
    Distribution backoff =
        call.has("backoff")
            ? distributions.at(call, "backoff", Quantity.DURATION)
            : new Distribution.Constant(0);
    if (share == 0 && retries > 0) {
      problems.note(
          call.placeOf("retries"), "\"retries\" has no effect: \"errors\" says that no call fails");
    } else if (retries == 0 && call.has("backoff")) {
      problems.note(call.placeOf("backoff"), "\"backoff\" has no effect: \"retries\" is not set");
    }
    return new SharedStep.CallFailure(share, retries, backoff);
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
      branches.add(all.steps(section, "steps", inside));
    }
    for (Section branch : section.sections("branches")) {
      branches.add(all.steps(branch, "steps", inside));
    }
    return new BlockStep.Spawn(id, repetitions(section, "count"), branches, join);
  }

  private Distribution time(Section section, String key) {
    return distributions.at(section, key, Quantity.DURATION);
  }

  private Distribution repetitions(Section section, String key) {
    Distribution times = distributions.at(section, key, Quantity.COUNT);
    if (times instanceof Distribution.Constant constant && constant.value() > MAX_REPETITIONS) {
      problems.error(section.placeOf(key), "\"" + key + "\" is more than 1000000");
    }
    return times;
  }

  private RequestStep repeat(@Nullable String id, Section section, Surroundings around) {
    Distribution times = repetitions(section, "times");
    return new BlockStep.Repeat(id, times, all.steps(section, "steps", around));
  }

  private RequestStep choice(@Nullable String id, Section section, Surroundings around) {
    int errorsBefore = problems.errorCount();
    List<Section> sections = section.sections("choice");
    List<BigDecimal> shares = Shares.read(sections, problems);
    if (problems.errorCount() == errorsBefore) {
      Shares.check(shares, "branches", section.placeOf("choice"), problems);
    }
    List<BlockStep.Choice.Branch> branches = new ArrayList<>();
    for (Section branch : sections) {
      double share = shares.get(branches.size()).doubleValue();
      branches.add(new BlockStep.Choice.Branch(share, all.steps(branch, "steps", around)));
    }
    return new BlockStep.Choice(id, branches);
  }
}
