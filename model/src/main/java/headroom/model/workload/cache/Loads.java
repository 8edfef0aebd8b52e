package headroom.model.workload.cache;

import headroom.model.go.Goroutine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who loads what a cache has not: by key, the goroutines that do, and with {@code singleflight}
 * those that wait for the one that does. Source: {@code
 * golang.org/x/sync/singleflight/singleflight.go:Group.Do}.
 */
public final class Loads {
  private final KeyIndex index = new KeyIndex();
  private final List<Load> all = new ArrayList<>();
  private final ArrayDeque<Load> ended = new ArrayDeque<>();
  private int loading;
  private int peak;

  /** The loading of one key. */
  private static final class Load {
    private final int number;
    private int loading;
    private final ArrayDeque<Goroutine> waiting = new ArrayDeque<>();

    Load(int number) {
      this.number = number;
    }
  }

  /** Whether somebody loads {@code key}. */
  public boolean isLoading(long key) {
    return index.get(key) != KeyIndex.NONE;
  }

  /** One more loads {@code key}. */
  public void begin(long key) {
    int known = index.get(key);
    Load load = known == KeyIndex.NONE ? add(key) : all.get(known);
    load.loading++;
    loading++;
    peak = Math.max(peak, load.loading);
  }

  private Load add(long key) {
    Load load = ended.pollLast();
    if (load == null) {
      load = new Load(all.size());
      all.add(load);
    }
    index.put(key, load.number);
    return load;
  }

  /** {@code goroutine} waits until {@code key}, which somebody loads, is loaded. */
  public void await(long key, Goroutine goroutine) {
    all.get(index.get(key)).waiting.addLast(goroutine);
  }

  /** Of those who wait for {@code key}, the one that has waited longest waits no more; or null. */
  public @Nullable Goroutine nextWaiting(long key) {
    return all.get(index.get(key)).waiting.pollFirst();
  }

  /** One less loads {@code key}; nobody waits for it any more. */
  public void end(long key) {
    Load load = all.get(index.get(key));
    assert load.waiting.isEmpty() : "somebody waits for " + key;
    load.loading--;
    loading--;
    if (load.loading == 0) {
      index.remove(key);
      ended.addLast(load);
    }
  }

  /** Goroutines that load, whatever key. */
  public int loading() {
    return loading;
  }

  /** The most goroutines that load one key now. */
  public int mostOfOneKey() {
    int most = 0;
    for (Load load : all) {
      most = Math.max(most, load.loading);
    }
    return most;
  }

  /** The most goroutines that have loaded one key at once, since the last call. */
  public int takeMostOfOneKey() {
    int highest = peak;
    peak = mostOfOneKey();
    return highest;
  }
}
