package headroom.model.go.scheduler;

import headroom.model.kernel.CpuThread;
import headroom.model.kernel.ThreadRunner;

/** What the kernel tells the threads of Ms, each of which is the M of its number. */
final class MachineRunner implements ThreadRunner {
  @SuppressWarnings("NullAway.Init") // attached before the first thread is made
  private Machines machines;

  @SuppressWarnings("NullAway.Init") // attached before the first thread is made
  private Dispatcher dispatcher;

  void attach(Machines all, Dispatcher whoKnows) {
    machines = all;
    dispatcher = whoKnows;
  }

  @Override
  public void running(CpuThread thread) {
    dispatcher.running(machines.get(thread.number));
  }

  @Override
  public void burstEnded(CpuThread thread) {
    dispatcher.burstEnded(machines.get(thread.number));
  }

  @Override
  public void descheduled(CpuThread thread) {
    dispatcher.descheduled(machines.get(thread.number));
  }

  @Override
  public void throttled(CpuThread thread) {
    dispatcher.throttled(machines.get(thread.number));
  }

  @Override
  public void rescheduled(CpuThread thread) {
    dispatcher.rescheduled(machines.get(thread.number));
  }
}
