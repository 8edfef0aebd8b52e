package headroom.experiments.file;

import headroom.experiments.file.YamlValue.YamlText;
import headroom.model.Scenario;
import headroom.model.go.collector.MemorySettings;
import headroom.model.go.collector.PacerSettings;
import headroom.model.go.memory.AllocationShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what the file says about memory: the live heap, GOGC, GOMEMLIMIT, the container. */
final class MemoryReader {
  private final Section process;
  private final Section runtime;
  private final Section machine;
  private final Problems problems;

  MemoryReader(Section root, Problems problems) {
    process = root.section("process");
    runtime = root.section("runtime");
    machine = root.section("machine");
    this.problems = problems;
  }

  /** The settings. */
  MemorySettings read() {
    long liveBytes = process.quantity("liveHeap", Quantity.SIZE).longValue();
    double pointers = process.quantity("pointers", Quantity.SHARE).doubleValue();
    long objectBytes = Math.max(1, process.positive("objectSize", Quantity.SIZE).longValue());
    int gogc = (int) runtime.integerOrWord("gogc", PacerSettings.OFF);
    YamlText limit = runtime.scalar("gomemlimit");
    long limitBytes =
        limit == null || limit.text().equals("off")
            ? PacerSettings.NO_LIMIT
            : runtime.positive("gomemlimit", Quantity.SIZE).longValue();
    long containerBytes =
        machine.has("memory")
            ? machine.positive("memory", Quantity.SIZE).longValue()
            : Long.MAX_VALUE;
    return new MemorySettings(
        new PacerSettings(gogc, limitBytes),
        AllocationShape.ofLiveHeap(liveBytes, pointers, objectBytes),
        MemorySettings.SMALL_PROGRAM_GLOBALS,
        containerBytes,
        runtime.word("collector").equals("free"));
  }

  /** Notes settings that have no effect on {@code scenario}. */
  void noteWithoutEffect(Scenario scenario) {
    if (!scenario.allocates()) {
      noteChanged(process, List.of("liveHeap", "pointers", "objectSize"));
      noteChanged(runtime, List.of("gogc", "gomemlimit", "collector"));
    }
  }

  /** Refuses a limit on the memory of a process whose memory is not simulated. */
  void refuseLimitOnNothing(Scenario scenario, Section root) {
    if (root.has("slo") && root.section("slo").has("memory") && !scenario.allocates()) {
      problems.error(
          root.section("slo").placeOf("memory"),
          "\"memory\" has nothing to limit: no step allocates, so the memory of the process is not"
              + " simulated; add a step such as {alloc: {size: 64KiB, objects: 300}}");
    }
  }

  private void noteChanged(Section section, List<String> keys) {
    List<String> changed = new ArrayList<>();
    for (String key : keys) {
      @Nullable YamlText text = section.scalar(key);
      @Nullable JsonNode usual = section.defaultOf(key);
      if (text != null && usual != null && !usual.asString().equals(text.text())) {
        changed.add(key);
      }
    }
    if (!changed.isEmpty()) {
      String names = "\"" + String.join("\", \"", changed) + "\"";
      String verb = changed.size() == 1 ? " has" : " have";
      problems.note(
          section.placeOf(changed.get(0)), names + verb + " no effect: no step allocates");
    }
  }
}
