package headroom.model.go.scheduler;

import headroom.model.kernel.CpuThread;
import headroom.model.kernel.ThreadRunner;

/** What the kernel tells the thread of one M. */
final class OsThreadRunner implements ThreadRunner {
  private final Dispatcher dispatcher;

  @SuppressWarnings("NullAway.Init") // set as soon as there is a thread, before that is woken
  private OsThread m;

  OsThreadRunner(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  void runs(OsThread itsThread) {
    m = itsThread;
  }

  @Override
  public void running(CpuThread thread) {
    dispatcher.running(m);
  }

  @Override
  public void burstEnded(CpuThread thread) {
    dispatcher.burstEnded(m);
  }

  @Override
  public void descheduled(CpuThread thread) {
    dispatcher.descheduled(m);
  }

  @Override
  public void throttled(CpuThread thread) {
    dispatcher.throttled(m);
  }

  @Override
  public void rescheduled(CpuThread thread) {
    dispatcher.rescheduled(m);
  }
}
