package headroom.cluster;

import headroom.experiments.Point;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.PointRunner;
import org.apache.spark.api.java.function.Function;

/** Runs a point on the core of an executor. */
final class PointTask implements Function<byte[], Outcome> {
  private final Furthest furthest;

  PointTask(Furthest furthest) {
    this.furthest = furthest;
  }

  @Override
  public Outcome call(byte[] encoded) throws InterruptedException {
    Point point = PointCodec.decode(encoded);
    try (PointRunner runner = PointRunner.simulator(1, state -> furthest.add(Advance.of(state)))) {
      String json = ResultFile.toJson(runner.run(point));
      return new Outcome.Done(json, furthest.value());
    } catch (IllegalStateException e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      return new Outcome.OutOfMemory(Runtime.getRuntime().maxMemory());
    }
  }
}
