package headroom.measure;

import headroom.experiments.Experiment;
import headroom.model.Scenario;
import headroom.model.go.collector.PacerSettings;
import headroom.model.go.memory.AllocationShape;
import headroom.model.service.ServerSettings;
import headroom.model.workload.RequestClass;
import headroom.model.workload.Resources.PoolSettings;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An experiment as the Go program reads it.
 *
 * @param json the content of {@code plan.json}; its keys are those of {@code plan.go}
 * @param obstacles which steps the program cannot do; the plan is of use only if there are none
 */
record ProgramPlan(String json, List<String> obstacles) {
  private static final double NS_PER_S = 1e9;

  /** In the table that holds an object of the live heap. */
  private static final long POINTER_BYTES = 8;

  /** The plan of {@code experiment}, whose steps have ids. */
  static ProgramPlan of(Experiment experiment) {
    Scenario scenario = experiment.scenario();
    JsonMapper mapper = JsonMapper.builder().build();
    ObjectNode plan = mapper.createObjectNode().put("name", experiment.name());
    plan.put("cores", scenario.machine().cores());
    putRuntime(plan, scenario);
    putServer(plan, scenario.server());
    plan.put("window_start_s", scenario.window().warmUpNs() / NS_PER_S);
    plan.put("window_end_s", scenario.window().endNs() / NS_PER_S);
    if (scenario.allocates()) {
      putLiveHeap(plan, experiment);
    }
    ObjectNode pools = plan.putObject("pools");
    for (PoolSettings pool : scenario.resources().pools()) {
      pools.putObject(pool.name()).put("size", pool.size());
    }
    StepPlan steps = new StepPlan(mapper);
    ArrayNode classes = plan.putArray("classes");
    for (RequestClass each : scenario.classes()) {
      ObjectNode node = classes.addObject().put("class", each.name());
      node.set("steps", steps.of(each.steps()));
    }
    return new ProgramPlan(
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(plan), steps.obstacles());
  }

  private static void putRuntime(ObjectNode plan, Scenario scenario) {
    PacerSettings pacer = scenario.memory().pacer();
    boolean unlimited = pacer.memoryLimitBytes() == PacerSettings.NO_LIMIT;
    plan.put("gomaxprocs", scenario.runtime().gomaxprocs());
    plan.put("gogc", pacer.isOff() ? "off" : String.valueOf(pacer.gcPercent()));
    plan.put("gomemlimit", unlimited ? "off" : String.valueOf(pacer.memoryLimitBytes()));
  }

  private static void putServer(ObjectNode plan, ServerSettings server) {
    boolean unbounded = server.workers() == ServerSettings.UNBOUNDED;
    boolean unlimited = server.queueCapacity() == ServerSettings.UNLIMITED;
    plan.put("workers", unbounded ? 0 : server.workers());
    plan.put("queue", unlimited ? -1 : server.queueCapacity());
    plan.put("when_full", server.whenFull().name().toLowerCase(Locale.ROOT));
    plan.put("overhead_ns", Math.round(server.overhead().mean()));
  }

  private static void putLiveHeap(ObjectNode plan, Experiment experiment) {
    AllocationShape live = experiment.scenario().memory().liveHeap();
    ObjectNode node = plan.putObject("live_heap");
    long objectBytes = Math.round(live.requestedBytes());
    node.put("bytes", live.objects() * (objectBytes + POINTER_BYTES));
    node.put("pointers", live.scanShare());
    node.put("object_bytes", objectBytes);
  }
}
