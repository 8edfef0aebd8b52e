package headroom.measure;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.file.InvalidExperimentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgramPlanTest {
  @Test
  void saysWhatTheProgramHasToDo() throws InvalidExperimentException {
    String text =
        TestExperiments.service(
                "{id: parse, cpu: 1ms}",
                "lock: {mutex: m, for: [{id: held, cpu: 100us}]}",
                "repeat: {times: 3, steps: [{id: query, call: {pool: db, for: 2ms}}]}",
                "spawn: {count: 2, steps: [{id: io, io: 5ms}]}",
                "{id: waste, alloc: {size: 64KiB, objects: 10, pointers: 50%, keep: 20%}}")
            + "resources: {pools: {db: {size: 4}}, mutexes: {m: {}}}\n"
            + "runtime: {gogc: 50, gomaxprocs: 3}\n"
            + "process: {liveHeap: 8MiB, objectSize: 256B, pointers: 25%}\n"
            + "run: {duration: 7s, warmup: 1s}\n";
    ProgramPlan plan = ProgramPlan.of(TestExperiments.read(text));
    assertThat(plan.obstacles()).isEmpty();
    JsonNode json = JsonMapper.builder().build().readTree(plan.json());
    assertThat(json.get("gomaxprocs").asInt()).isEqualTo(3);
    assertThat(json.get("gogc").asString()).isEqualTo("50");
    assertThat(json.get("gomemlimit").asString()).isEqualTo("off");
    assertThat(json.get("workers").asInt()).isEqualTo(4);
    assertThat(json.get("queue").asInt()).isEqualTo(16);
    assertThat(json.get("when_full").asString()).isEqualTo("reject");
    assertThat(json.get("overhead_ns").asLong()).isEqualTo(20_000);
    assertThat(json.get("window_start_s").asDouble()).isEqualTo(1);
    assertThat(json.get("window_end_s").asDouble()).isEqualTo(8);
    assertThat(json.at("/pools/db/size").asInt()).isEqualTo(4);
    assertThat(json.at("/live_heap/object_bytes").asLong()).isEqualTo(256);
    assertThat(json.at("/live_heap/bytes").asLong()).isBetween((8L << 20) - 264, 8L << 20);
    assertThat(json.at("/live_heap/pointers").asDouble()).isBetween(0.24, 0.26);
    JsonNode steps = json.at("/classes/0/steps");
    assertThat(steps.get(0).toString()).isEqualTo("{\"kind\":\"cpu\",\"id\":\"parse\"}");
    assertThat(steps.get(1).toString())
        .isEqualTo(
            "{\"kind\":\"lock\",\"mutex\":\"m\",\"steps\":[{\"kind\":\"cpu\",\"id\":\"held\"}]}");
    assertThat(steps.get(2).toString())
        .isEqualTo(
            "{\"kind\":\"repeat\",\"times\":3,"
                + "\"steps\":[{\"kind\":\"call\",\"id\":\"query\",\"pool\":\"db\"}]}");
    assertThat(steps.get(3).toString())
        .isEqualTo("{\"kind\":\"spawn\",\"count\":2,\"steps\":[{\"kind\":\"io\",\"id\":\"io\"}]}");
    assertThat(steps.get(4).toString())
        .isEqualTo(
            "{\"kind\":\"alloc\",\"id\":\"waste\",\"objects\":10,\"pointers\":0.5,\"keep\":0.2}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cgo: 1ms | the step cgo",
        "stack: 4KiB | the step stack",
        "op: {name: json.Marshal/medium} | the step op json.Marshal/medium",
        "ticker: {period: 1s} | the step ticker",
        "choice: [{share: 1, steps: [{cpu: 1ms}]}] | the step choice",
        "repeat: {times: 'uniform(1, 3)', steps: [{cpu: 1ms}]} | a number of repeat that is not"
            + " constant",
        "spawn: {count: 2, join: none, steps: [{cpu: 1ms}]} | spawn with join: none",
        "alloc: {size: 1KiB, objects: 1, keep: 10%, keepFor: 1s} | keepFor and pool of alloc",
      })
  void namesTheStepsThatItCannotDo(String step, String obstacle) throws InvalidExperimentException {
    ProgramPlan plan = ProgramPlan.of(TestExperiments.read(TestExperiments.service(step)));
    assertThat(plan.obstacles()).containsExactly(obstacle);
  }
}
