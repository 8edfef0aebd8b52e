package headroom.model.kernel;

import headroom.model.engine.Appointment;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.QuotaChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of the CPU quota, and when: one event for each change that is still to come. */
final class QuotaPlan {
  private final List<QuotaChange> changes;
  private final Appointment change;
  private int next;

  QuotaPlan(MachineSettings machine, HeadroomSimulator simulator) {
    changes = machine.quotaChanges();
    change = new Appointment(simulator, KernelEvents.QUOTA_CHANGE, 0);
    plan();
  }

  /** Whether the event that has come is the next change. */
  boolean comes() {
    return change.comes();
  }

  /** The quota from now on, at the change that has come; null for none. */
  @Nullable Quota take() {
    Quota quota = changes.get(next++).quota();
    plan();
    return quota;
  }

  /** The earlier of the next change, if there is one, and {@code otherNs}. */
  long dueBy(long otherNs) {
    return change.isPlanned() ? Math.min(change.dueNs(), otherNs) : otherNs;
  }

  private void plan() {
    if (next < changes.size()) {
      change.plan(changes.get(next).atNs());
    }
  }
}
