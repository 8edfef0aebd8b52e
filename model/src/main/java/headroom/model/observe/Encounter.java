package headroom.model.observe;

/**
 * What of the collector a request met between its first intended arrival and its end: the first of
 * these that holds, so that each request is in one group.
 */
public enum Encounter {
  /** Its goroutine marked to pay for what it allocated, or waited until others had marked. */
  ASSIST,
  /** It did not, but the world was stopped during its life. */
  STOP,
  /** Neither, but a cycle was on during its life: all of it lies between the two stops. */
  MARKING,
  /** No cycle was on during its life. */
  NOTHING
}
