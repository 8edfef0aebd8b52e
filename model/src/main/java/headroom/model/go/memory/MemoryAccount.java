package headroom.model.go.memory;

/** What a goroutine has to do with the heap: what it holds, and what it owes the collector. */
public final class MemoryAccount {
  /** Objects that live until the goroutine drops them. */
  public final HeapContents held = new HeapContents();

  /**
   * Objects that it allocates for somebody else, who takes them when all are there; empty in
   * between.
   */
  public final HeapContents handedOver = new HeapContents();

  /** What it has of itself until it ends: its closure, its ticker. */
  public final HeapContents own = new HeapContents();

  /** Whether it drops {@link #held} when its program is over. */
  public boolean dropsAtEnd;

  /**
   * Bytes that it may allocate before it has to mark; negative if it owes marking. Source: {@code
   * runtime2.go:g.gcAssistBytes}.
   */
  public long assistBytes;

  /** The cycle to which {@link #assistBytes} belongs; credit does not outlive a cycle. */
  public long assistCycle;
}
