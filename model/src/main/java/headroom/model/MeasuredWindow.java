package headroom.model;

import headroom.model.engine.EventLayer;
import headroom.model.engine.EventOrder;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.metrics.RuntimeMetrics;
import headroom.model.observe.Observation;
import headroom.model.observe.ProgramAccounts;
import headroom.model.observe.Recorder;
import headroom.model.observe.Sampler;
import org.jspecify.annotations.Nullable;

/** Begins and ends what is measured, and has samples taken in between. */
final class MeasuredWindow implements EventLayer {
  /** The series are sampled; subject: index of the sample. */
  private static final int SAMPLE = EventOrder.OBSERVATION;

  /** The sample that marks the end of the window. */
  private static final int END_OF_WINDOW = (1 << 24) - 1;

  private final Window window;
  private final HeadroomSimulator simulator;
  private final Recorder recorder;
  private final ProgramAccounts programs;
  private final Sampler sampler;
  private final Simulation.@Nullable ProgressListener progress;
  private boolean over;

  MeasuredWindow(
      Window window,
      HeadroomSimulator simulator,
      Recorder recorder,
      ProgramAccounts programs,
      RuntimeMetrics metrics,
      Simulation.@Nullable ProgressListener progress) {
    this.window = window;
    this.simulator = simulator;
    this.recorder = recorder;
    this.programs = programs;
    this.progress = progress;
    sampler = new Sampler(window.sampleTimesNs(), metrics);
  }

  void start() {
    scheduleSample(0);
    simulator.schedule(window.endNs(), SAMPLE, END_OF_WINDOW);
  }

  /** The warm-up is over. */
  void begin() {
    recorder.warmedUp();
    programs.warmedUp();
    sampler.begin(simulator.now());
  }

  /** The window ends now, unless it has. */
  void end() {
    if (!over) {
      over = true;
      sampler.end(simulator.now());
      recorder.windowOver(simulator.now());
    }
  }

  boolean isOver() {
    return over;
  }

  /** What the figures of the table came to. */
  Observation.Metrics metrics() {
    return new Observation.Metrics(sampler.figures(), sampler.series());
  }

  @Override
  public boolean handle(int kind, int subject) {
    if (kind != SAMPLE) {
      return false;
    }
    if (subject == END_OF_WINDOW) {
      end();
    } else {
      sample(subject);
    }
    return true;
  }

  private void sample(int index) {
    sampler.catchUp(simulator.now());
    if (progress != null) {
      progress.reached(simulator.now(), window.endNs());
    }
    scheduleSample(index + 1);
  }

  private void scheduleSample(int index) {
    long[] times = window.sampleTimesNs();
    if (index < times.length) {
      simulator.schedule(times[index], SAMPLE, index);
    }
  }
}
