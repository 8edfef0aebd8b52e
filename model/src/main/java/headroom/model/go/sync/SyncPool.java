package headroom.model.go.sync;

import headroom.model.go.memory.HeapContents;
import java.util.function.Consumer;

/**
 * {@code sync.Pool}: objects that are used again. What is in it when a cycle starts is gone when
 * the next one starts, unless it was used in between. Source: {@code sync/pool.go}.
 *
 * <p>Approximate: one list for all Ps. In the runtime each P has one of its own, from which others
 * take when theirs is empty, and a place for one more object, which they cannot see; so up to an
 * object a P is missed here or there. All objects of a pool count as alike.
 */
public final class SyncPool {
  private final Consumer<HeapContents> drop;
  private final HeapContents inUse = new HeapContents();
  private final HeapContents victims = new HeapContents();
  private final HeapContents primary = new HeapContents();
  private long inUseCount;
  private long victimCount;
  private long primaryCount;
  private long gets;
  private long hits;

  /** A pool without objects, which hands to {@code drop} what is gone. */
  public SyncPool(Consumer<HeapContents> drop) {
    this.drop = drop;
  }

  /** Takes up to {@code wanted} objects that are there; returns how many. */
  public long get(long wanted) {
    long fresh = Math.min(wanted, primaryCount);
    move(primary, primaryCount, fresh, inUse);
    primaryCount -= fresh;
    long old = Math.min(wanted - fresh, victimCount);
    move(victims, victimCount, old, inUse);
    victimCount -= old;
    inUseCount += fresh + old;
    gets += wanted;
    hits += fresh + old;
    return fresh + old;
  }

  /** {@code count} objects of this pool are in use that were not in it: {@code made}, all of it. */
  public void add(long count, HeapContents made) {
    inUse.take(made);
    inUseCount += count;
  }

  /** Puts {@code count} objects back that are in use. */
  public void put(long count) {
    move(inUse, inUseCount, count, primary);
    inUseCount -= count;
    primaryCount += count;
  }

  /** A cycle starts. Source: {@code pool.go:poolCleanup}. */
  public void cycleStarts() {
    drop.accept(victims);
    victims.take(primary);
    victimCount = primaryCount;
    primaryCount = 0;
  }

  private static void move(HeapContents from, long of, long count, HeapContents to) {
    if (count > 0) {
      to.take(from, count, of);
    }
  }

  /** Objects in it. */
  public long objects() {
    return primaryCount + victimCount;
  }

  /** Objects that were asked for. */
  public long gets() {
    return gets;
  }

  /** Of those, the ones that were there. */
  public long hits() {
    return hits;
  }
}
