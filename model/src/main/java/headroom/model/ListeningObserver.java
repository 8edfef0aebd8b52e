package headroom.model;

import headroom.model.go.Goroutine;
import headroom.model.observe.Recorder;
import headroom.model.service.Request;
import headroom.model.service.ServiceObserver;
import headroom.model.workload.program.Failure;

/** Passes on to the recorder and tells a listener of every end. */
record ListeningObserver(Recorder recorder, Simulation.RequestListener listener)
    implements ServiceObserver {

  @Override
  public void arrived(Request request, long nowNs) {
    recorder.arrived(request, nowNs);
  }

  @Override
  public void rejected(Request request, long nowNs) {
    recorder.rejected(request, nowNs);
    tell(request, nowNs, Simulation.Outcome.REJECTED);
  }

  @Override
  public void started(Request request, long nowNs) {
    recorder.started(request, nowNs);
  }

  @Override
  public void completed(Request request, Goroutine worker, long nowNs) {
    recorder.completed(request, worker, nowNs);
    tell(request, nowNs, Simulation.Outcome.COMPLETED);
  }

  @Override
  public void failed(Request request, Goroutine worker, Failure failure, long nowNs) {
    recorder.failed(request, worker, failure, nowNs);
    tell(request, nowNs, Simulation.Outcome.TIMED_OUT);
  }

  private void tell(Request request, long nowNs, Simulation.Outcome outcome) {
    listener.ended(
        request.index, request.classIndex, request.arrivalNs, request.startNs, nowNs, outcome);
  }
}
