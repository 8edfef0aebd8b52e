package headroom.model.go.scheduler;

import headroom.model.kernel.CpuThread;
import headroom.model.kernel.ThreadRunner;

/** What the kernel tells the threads of Ms, each of which is the M of its number. */
final class OsThreadRunner implements ThreadRunner {
  @SuppressWarnings("NullAway.Init") // attached before the first thread is made
  private OsThreads threads;

  @SuppressWarnings("NullAway.Init") // attached before the first thread is made
  private Dispatcher dispatcher;

  void attach(OsThreads all, Dispatcher whoKnows) {
    threads = all;
    dispatcher = whoKnows;
  }

  @Override
  public void running(CpuThread thread) {
    dispatcher.running(threads.get(thread.number));
  }

  @Override
  public void burstEnded(CpuThread thread) {
    dispatcher.burstEnded(threads.get(thread.number));
  }

  @Override
  public void descheduled(CpuThread thread) {
    dispatcher.descheduled(threads.get(thread.number));
  }

  @Override
  public void throttled(CpuThread thread) {
    dispatcher.throttled(threads.get(thread.number));
  }

  @Override
  public void rescheduled(CpuThread thread) {
    dispatcher.rescheduled(threads.get(thread.number));
  }
}
