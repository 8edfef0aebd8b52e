package headroom.model.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * One source after the other. Each starts at the start of its phase; what it would bring at the end
 * of the phase or later is left out, except in the last phase, which has no end.
 */
final class PhaseInstants extends Instants {
  private final List<Instants> sources = new ArrayList<>();
  private final double[] endNs;
  private int phase;

  PhaseInstants(List<Arrivals.Phases.Phase> phases, Key key) {
    require(!phases.isEmpty(), "number of phases", 0);
    endNs = new double[phases.size()];
    double timeNs = 0;
    for (int i = 0; i < endNs.length; i++) {
      long durationNs = phases.get(i).durationNs();
      require(durationNs >= 0, "duration of phase", (double) durationNs);
      timeNs += (double) durationNs;
      endNs[i] = i == endNs.length - 1 ? NONE : timeNs;
      sources.add(Instants.of(phases.get(i).arrivals(), key.child(Integer.toString(i))));
    }
  }

  @Override
  double next() {
    while (true) { // ends at the latest in the last phase, whose end is never
      double startNs = phase == 0 ? 0 : endNs[phase - 1];
      double timeNs = startNs + sources.get(phase).next();
      if (timeNs < endNs[phase] || phase == endNs.length - 1) {
        return timeNs;
      }
      phase++;
    }
  }

  @Override
  int traceRow() {
    return sources.get(phase).traceRow();
  }
}
