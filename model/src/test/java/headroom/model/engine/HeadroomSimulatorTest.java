package headroom.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import nl.tudelft.simulation.dsol.experiment.Replication;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.simulators.ReplicationState;
import nl.tudelft.simulation.dsol.simulators.RunState;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import org.djutils.event.Event;
import org.djutils.event.EventListener;
import org.djutils.event.EventType;
import org.junit.jupiter.api.Test;

class HeadroomSimulatorTest {
  private static final long LENGTH_NS = 20_000_000;

  /** Writes down what it is told. */
  private static final class Script implements ReplicationBody {
    final List<String> log = new ArrayList<>();
    final BiConsumer<Script, String> onHandle;
    final Runnable onConstruct;
    HeadroomSimulator simulator;

    Script(HeadroomSimulator simulator, Runnable onConstruct, BiConsumer<Script, String> onHandle) {
      this.simulator = simulator;
      this.onConstruct = onConstruct;
      this.onHandle = onHandle;
    }

    @Override
    public void construct(HeadroomSimulator owner) {
      onConstruct.run();
    }

    @Override
    public void handle(int kind, int subject) {
      String entry = simulator.now() + ":" + kind + ":" + subject;
      log.add(entry);
      onHandle.accept(this, entry);
    }

    @Override
    public void warmedUp() {
      log.add("warm");
    }

    @Override
    public void ended() {
      log.add("ended");
    }

    @Override
    public Map<String, Double> outputs() {
      return new LinkedHashMap<>();
    }
  }

  private static void initialize(
      HeadroomSimulator simulator, ReplicationBody body, long warmUpNs, long lengthNs) {
    simulator.initialize(
        new ReplicationModel(simulator, replication -> body, 0),
        new SingleReplication<>("r", 0L, warmUpNs, lengthNs));
  }

  private static QueueBody wholeRun() {
    HeadroomSimulator simulator = HeadroomSimulator.create();
    QueueBody body = new QueueBody(0);
    initialize(simulator, body, 0, LENGTH_NS);
    simulator.start();
    assertThat(simulator.getReplicationState()).isEqualTo(ReplicationState.ENDED);
    assertThat(simulator.eventsHandled()).isEqualTo(body.handled).isGreaterThan(30_000);
    assertThat(body.ended).isTrue();
    return body;
  }

  @Test
  void piecesGiveTheSameAsTheWhole() {
    HeadroomSimulator simulator = HeadroomSimulator.create();
    QueueBody body = new QueueBody(0);
    initialize(simulator, body, 0, LENGTH_NS);
    for (int piece = 1; piece <= 33; piece++) {
      long limitNs = LENGTH_NS * piece / 34;
      if (piece % 2 == 0) {
        simulator.runUpTo(limitNs);
      } else {
        simulator.runUpToAndIncluding(limitNs);
      }
      assertThat(simulator.now()).isEqualTo(limitNs);
      assertThat(simulator.getRunState()).isEqualTo(RunState.STOPPED);
      assertThat(body.ended).isFalse();
    }
    simulator.start();
    assertThat(body.hash).isEqualTo(wholeRun().hash);
  }

  @Test
  void singleStepsGiveTheSameAsTheWhole() {
    HeadroomSimulator simulator = HeadroomSimulator.create();
    QueueBody body = new QueueBody(0);
    initialize(simulator, body, 500, LENGTH_NS);
    for (int i = 0; i < 5_000; i++) {
      simulator.step();
    }
    assertThat(body.handled).isEqualTo(4_999); // one of the steps was the warm-up
    simulator.start();
    assertThat(body.hash).isEqualTo(wholeRun().hash);
  }

  @Test
  void eventsOfDsolInBetweenChangeNothing() {
    HeadroomSimulator simulator = HeadroomSimulator.create();
    QueueBody body = new QueueBody(0);
    initialize(simulator, body, 0, LENGTH_NS);
    AtomicLong samples = new AtomicLong();
    AtomicLong off = new AtomicLong();
    Runnable[] sample = new Runnable[1];
    sample[0] =
        () -> {
          long number = samples.incrementAndGet();
          off.addAndGet(Math.abs(simulator.getSimulatorTime() - 1_000 * number));
          simulator.scheduleEventRel(1_000L, () -> sample[0].run());
          if (number % 100 == 0) {
            simulator.scheduleEventNow(
                () -> off.addAndGet(Math.abs(simulator.now() - 1_000 * number)));
          }
        };
    simulator.scheduleEventRel(1_000L, () -> sample[0].run());
    simulator.start();
    assertThat(samples.get()).isEqualTo(LENGTH_NS / 1_000);
    assertThat(off.get()).isZero();
    assertThat(body.hash).isEqualTo(wholeRun().hash);
  }

  @Test
  void outerEventsScheduledByAHandlerComeInTime() {
    HeadroomSimulator simulator = HeadroomSimulator.create();
    Script body =
        new Script(
            simulator,
            () -> {
              for (int i = 0; i < 10; i++) {
                simulator.schedule(10L * i, 3, i);
              }
            },
            (script, entry) -> {
              if (entry.equals("20:3:2")) {
                simulator.scheduleEventRel(15L, () -> script.log.add("outer " + simulator.now()));
                simulator.scheduleEventNow(() -> script.log.add("outer " + simulator.now()));
                simulator.scheduleEventRel(
                    20L, (short) 1, () -> script.log.add("low " + simulator.now()));
                simulator.scheduleEventRel(
                    20L, (short) 9, () -> script.log.add("high " + simulator.now()));
              }
            });
    initialize(simulator, body, 0, 100);
    simulator.start();
    assertThat(body.log)
        .containsExactly(
            "warm",
            "0:3:0",
            "10:3:1",
            "20:3:2",
            "outer 20",
            "30:3:3",
            "outer 35",
            "high 40",
            "40:3:4",
            "low 40",
            "50:3:5",
            "60:3:6",
            "70:3:7",
            "80:3:8",
            "90:3:9",
            "ended");
  }

  @Test
  void equalTimesGoByKindThenByInsertion() {
    HeadroomSimulator simulator = HeadroomSimulator.create();
    Script body =
        new Script(
            simulator,
            () -> {
              simulator.schedule(5, 2, 1);
              simulator.schedule(5, 2, 0);
              simulator.schedule(5, 1, 9);
              simulator.schedule(4, 15, 3);
              simulator.schedule(100, 0, 0); // at the very end: still handled
            },
            (script, entry) -> {
              if (entry.equals("5:1:9")) {
                simulator.schedule(5, 1, 8);
                simulator.schedule(5, 3, 7);
              }
            });
    initialize(simulator, body, 5, 100);
    simulator.start();
    assertThat(body.log)
        .containsExactly(
            "4:15:3", "warm", "5:1:9", "5:1:8", "5:2:1", "5:2:0", "5:3:7", "100:0:0", "ended");
  }

  @Test
  void finishLeavesAfterTheCurrentEvent() {
    HeadroomSimulator simulator = HeadroomSimulator.create();
    Script body =
        new Script(
            simulator,
            () -> {
              simulator.schedule(5, 0, 0);
              simulator.schedule(5, 0, 1);
            },
            (script, entry) -> simulator.finish());
    initialize(simulator, body, 5, 100);
    simulator.start();
    assertThat(body.log).containsExactly("warm", "5:0:0", "ended");
    assertThat(simulator.now()).isEqualTo(5);
    assertThat(simulator.getReplicationState()).isEqualTo(ReplicationState.ENDED);
  }

  @Test
  void thePastIsRefused() {
    HeadroomSimulator simulator = HeadroomSimulator.create();
    Script body =
        new Script(
            simulator,
            () -> simulator.schedule(5, 0, 0),
            (script, entry) -> simulator.schedule(4, 0, 0));
    initialize(simulator, body, 0, 100);
    simulator.start();
    assertThat(simulator.failure())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("4 ns");
    assertThat(body.log).containsExactly("warm", "5:0:0");
    assertThatThrownBy(simulator::start).isInstanceOf(RuntimeException.class);
  }

  @Test
  void notificationsComeInDsolsOrder() {
    HeadroomSimulator simulator = HeadroomSimulator.create();
    initialize(simulator, new QueueBody(0), 5_000, LENGTH_NS);
    List<String> seen = new ArrayList<>();
    EventListener listener =
        new EventListener() {
          private static final long serialVersionUID = 1;

          @Override
          public void notify(Event event) {
            seen.add(event.getType().getName() + " " + simulator.getRunState());
          }
        };
    for (EventType type :
        List.of(
            Replication.START_REPLICATION_EVENT,
            SimulatorInterface.STARTING_EVENT,
            SimulatorInterface.START_EVENT,
            Replication.WARMUP_EVENT,
            SimulatorInterface.STOP_EVENT,
            Replication.END_REPLICATION_EVENT)) {
      simulator.addListener(listener, type);
    }
    simulator.runUpTo(10_000L);
    simulator.start();
    assertThat(seen)
        .containsExactly(
            "START_REPLICATION_EVENT STARTING",
            "STARTING_EVENT STARTING",
            "START_EVENT STARTED",
            "WARMUP_EVENT STARTED",
            "STOP_EVENT STOPPED",
            "STARTING_EVENT STARTING",
            "START_EVENT STARTED",
            "STOP_EVENT STOPPED",
            "END_REPLICATION_EVENT ENDED");
  }

  @Test
  void stopFromAnEventAndFromAnotherThreadIsHonoured() throws InterruptedException {
    HeadroomSimulator simulator = HeadroomSimulator.create();
    QueueBody body = new QueueBody(0);
    initialize(simulator, body, 0, LENGTH_NS);
    simulator.scheduleEventAbs(7_777L, simulator::stop);
    simulator.start();
    assertThat(simulator.now()).isEqualTo(7_777);
    assertThat(simulator.getRunState()).isEqualTo(RunState.STOPPED);

    Script endless =
        new Script(
            simulator,
            () -> simulator.schedule(0, 0, 0),
            (script, entry) -> simulator.schedule(simulator.now(), 0, 0));
    initialize(simulator, endless, 0, LENGTH_NS);
    Thread stopper =
        new Thread(
            () -> {
              while (simulator.getRunState() != RunState.STARTED) {
                Thread.onSpinWait();
              }
              simulator.stop();
            });
    stopper.start();
    simulator.start(); // would never return otherwise
    stopper.join();
    assertThat(simulator.getRunState()).isEqualTo(RunState.STOPPED);
    assertThat(simulator.now()).isZero();
  }
}
