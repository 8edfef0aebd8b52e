package headroom.model.go;

/**
 * What a goroutine does or waits for. Source: {@code runtime/runtime2.go}, status and waitReason.
 */
public enum GoroutineState {
  /** Not alive. */
  DEAD,
  /** In a run queue. */
  RUNNABLE,
  /** On a P whose thread has a core. */
  RUNNING,
  /** On a P whose thread waits for a core. */
  DESCHEDULED,
  /** waitReasonIOWait: parked on the network poller. */
  IO_WAIT,
  /** waitReasonSleep: parked on a timer. */
  SLEEP,
  /** waitReasonChanReceive. */
  CHANNEL_RECEIVE,
  /** waitReasonChanSend. */
  CHANNEL_SEND
}
