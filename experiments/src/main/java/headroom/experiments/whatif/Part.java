package headroom.experiments.whatif;

import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.model.Scenario;
import headroom.model.Window;

/**
 * A part of what an experiment asks for.
 *
 * @param halvings of a replication: with two of them it lasts a quarter as long
 * @param replications how many
 */
record Part(int halvings, int replications) {
  /** Of a warm-up that is to be found, how much of the window is taken in its place. */
  private static final int AUTO_WARM_UP = 4;

  /** Length of a replication, warm-up included, ns. */
  static long replicationNs(Experiment experiment, int halvings) {
    Window window = experiment.scenario().window();
    long warmUpNs = warmUpNs(experiment);
    return Math.max(2, (warmUpNs + window.durationNs()) >> halvings);
  }

  private static long warmUpNs(Experiment experiment) {
    Window window = experiment.scenario().window();
    return experiment.run().autoWarmUp() ? window.durationNs() / AUTO_WARM_UP : window.warmUpNs();
  }

  /** Whether it is all of {@code experiment}, so that its figures are final. */
  boolean isAllOf(Experiment experiment) {
    RunSettings run = experiment.run();
    return halvings == 0
        && !run.autoWarmUp()
        && run.precision() == null
        && replications == run.replications();
  }

  /** This part of {@code experiment}; the warm-up takes at most half of it. */
  Experiment of(Experiment experiment) {
    Scenario scenario = experiment.scenario();
    int samples = scenario.window().sampleTimesNs().length;
    long totalNs = replicationNs(experiment, halvings);
    long warmUpNs = warmUpNs(experiment);
    if (halvings > 0) {
      warmUpNs = Math.min(warmUpNs, totalNs / 2);
    }
    boolean own = halvings == 0 && !experiment.run().autoWarmUp();
    Window window =
        own ? scenario.window() : Window.evenlySampled(warmUpNs, totalNs - warmUpNs, samples);
    return new Experiment(
        experiment.name(),
        experiment.description(),
        scenario.withWindow(window),
        new RunSettings(false, replications, null),
        experiment.slo(),
        experiment.gomaxprocsReason());
  }
}
