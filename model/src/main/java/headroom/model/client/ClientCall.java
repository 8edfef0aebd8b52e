package headroom.model.client;

import headroom.model.engine.Appointment;
import headroom.model.service.Request;
import org.jspecify.annotations.Nullable;

/** A request as its client keeps it in mind, with all its attempts. Used again after its end. */
final class ClientCall {
  /** What the client waits for. */
  enum State {
    /** Nothing: the call is over. */
    OVER,
    /** The end of its think time. */
    THINKING,
    /** The answer, or the timeout. */
    ASKING,
    /** The end of the backoff. */
    BACKING_OFF
  }

  /** Number of the call, the subject of its events; in a closed loop the user's. */
  final int number;

  State state = State.OVER;

  /** What it waits for, if that has a time. */
  final Appointment next;

  long index;
  int classIndex;
  int traceRow;
  long firstArrivalNs;

  /** The intended arrival of the next attempt. */
  long arrivalNs;

  /** Attempts made before the present one. */
  int attempt;

  /** Requests that the user of a closed loop has made. */
  long round;

  /** The present attempt, while the server has it and the client waits for it. */
  @Nullable Request open;

  ClientCall(int number, Appointment next) {
    this.number = number;
    this.next = next;
  }
}
