package headroom.benchmarks;

import ch.qos.logback.classic.Level;
import headroom.model.random.KeyedStream;
import java.util.concurrent.CountDownLatch;
import nl.tudelft.simulation.dsol.experiment.Replication;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.experiment.StreamInformation;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import org.djutils.event.Event;
import org.djutils.event.EventListener;
import org.djutils.logger.CategoryLogger;

/** A load on DSOL's own simulator with its own event list, one lambda an event. */
final class StockRun extends AbstractDsolModel<Long, DevsSimulator<Long>>
    implements Agenda, EventListener {
  private static final long serialVersionUID = 1;
  private static final long LENGTH_NS = Long.MAX_VALUE / 2;

  private final transient Load load;
  private final transient CountDownLatch ended = new CountDownLatch(1);

  private StockRun(DevsSimulator<Long> simulator, Load load) {
    super(simulator, new StreamInformation(KeyedStream.of(0, 0, "dsol")));
    this.load = load;
  }

  static long run(Load load) throws InterruptedException {
    DevsSimulator<Long> simulator = create();
    StockRun run = new StockRun(simulator, load);
    simulator.initialize(run, new SingleReplication<>("stock", 0L, 0L, LENGTH_NS));
    simulator.addListener(run, Replication.END_REPLICATION_EVENT);
    simulator.start();
    run.ended.await();
    simulator.cleanUp();
    return load.checksum();
  }

  /** Simulators share a log category, hence the lock. */
  private static synchronized DevsSimulator<Long> create() {
    DevsSimulator<Long> simulator = new DevsSimulator<>("stock");
    CategoryLogger.setLogLevelAll(Level.OFF);
    CategoryLogger.setLogLevel(CategoryLogger.CAT_ALWAYS, Level.OFF);
    return simulator;
  }

  @Override
  public void constructModel() {
    load.start(this);
  }

  @Override
  public void notify(Event event) {
    ended.countDown();
  }

  @Override
  public long now() {
    return simulator.getSimulatorTime();
  }

  @Override
  public void schedule(long timeNs, int kind, int subject) {
    short priority = (short) (10 - kind);
    simulator.scheduleEventAbs(timeNs, priority, () -> load.handle(this, kind, subject));
  }

  @Override
  public void finish() {
    simulator.endReplication();
  }
}
