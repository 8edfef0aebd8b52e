package headroom.model;

import headroom.model.client.ClientObserver;
import headroom.model.go.Goroutine;
import headroom.model.observe.Recorder;
import headroom.model.service.Request;
import headroom.model.workload.program.Failure;
import org.jspecify.annotations.Nullable;

/** Passes on to the recorder what becomes of requests, and tells a listener of their ends. */
record ListeningObserver(Recorder recorder, Simulation.RequestListener listener)
    implements ClientObserver {

  @Override
  public void issued(Request attempt) {
    recorder.issued(attempt);
  }

  @Override
  public void retried(Request attempt) {
    recorder.retried(attempt);
  }

  @Override
  public void succeeded(Request attempt, Goroutine worker, long nowNs) {
    recorder.succeeded(attempt, worker, nowNs);
    tell(attempt, nowNs, Simulation.Outcome.COMPLETED);
  }

  @Override
  public void refused(Request attempt, long nowNs) {
    recorder.refused(attempt, nowNs);
    tell(attempt, nowNs, Simulation.Outcome.REJECTED);
  }

  @Override
  public void timedOut(Request attempt, @Nullable Failure failure, long nowNs) {
    recorder.timedOut(attempt, failure, nowNs);
    tell(attempt, nowNs, Simulation.Outcome.TIMED_OUT);
  }

  @Override
  public void wasted(Request attempt, long nowNs) {
    recorder.wasted(attempt, nowNs);
  }

  private void tell(Request request, long nowNs, Simulation.Outcome outcome) {
    listener.ended(
        request.index, request.classIndex, request.firstArrivalNs, request.startNs, nowNs, outcome);
  }
}
