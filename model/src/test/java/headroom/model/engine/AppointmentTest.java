package headroom.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppointmentTest {
  private static final int KIND = EventOrder.ALARM;

  /** Planned for 5, moved to 9, then to 7: comes once, at 7; what is left of 5 and 9 is nothing. */
  @Test
  void comesOnceWhenItWasPlannedForLast() {
    assertThat(
            timesOf(
                appointment -> {
                  appointment.plan(5);
                  appointment.plan(9);
                  appointment.plan(7);
                }))
        .containsExactly(7L);
  }

  @Test
  void doesNotComeOnceCancelled() {
    assertThat(
            timesOf(
                appointment -> {
                  appointment.plan(5);
                  appointment.cancel();
                  assertThat(appointment.isPlanned()).isFalse();
                }))
        .isEmpty();
  }

  @Test
  void isMovedOnlyToAnEarlierTimeByPlanBy() {
    assertThat(
            timesOf(
                appointment -> {
                  appointment.planBy(8);
                  appointment.planBy(9);
                  assertThat(appointment.dueNs()).isEqualTo(8);
                  appointment.planBy(6);
                }))
        .containsExactly(6L);
  }

  private interface Plan {
    void make(Appointment appointment);
  }

  private static List<Long> timesOf(Plan plan) {
    List<Long> times = new ArrayList<>();
    ReplicationRunner.run(number -> new Body(plan, times), 0, 1, 0, 100);
    return times;
  }

  private static final class Body implements ReplicationBody {
    private final Plan plan;
    private final List<Long> times;

    @SuppressWarnings("NullAway.Init") // set in construct, before all else
    private Appointment appointment;

    @SuppressWarnings("NullAway.Init") // set in construct, before all else
    private HeadroomSimulator simulator;

    Body(Plan plan, List<Long> times) {
      this.plan = plan;
      this.times = times;
    }

    @Override
    public void construct(HeadroomSimulator owner) {
      simulator = owner;
      appointment = new Appointment(owner, KIND, 3);
      plan.make(appointment);
    }

    @Override
    public void handle(int kind, int subject) {
      assertThat(kind).isEqualTo(KIND);
      assertThat(subject).isEqualTo(3);
      if (appointment.comes()) {
        times.add(simulator.now());
      }
    }

    @Override
    public void warmedUp() {}

    @Override
    public void ended() {}

    @Override
    public Map<String, Double> outputs() {
      return Map.of();
    }
  }
}
