package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.WaitReason;
import headroom.model.random.KeyDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Looks up a key in a cache. Who finds it goes on behind the instructions that load it; so does who
 * has waited until another one had loaded it ({@code singleflight}), and fails as that one fails.
 * Source: {@code golang.org/x/sync/singleflight/singleflight.go:Group.Do}, whose wait no context
 * ends.
 */
final class LookUp extends Instruction {
  /** Counters of a run that it takes: the key, and how far putting it has come. */
  static final int SLOTS = 2;

  private final SharedCache cache;
  private final KeyDistribution.Sampler keys;
  private final Site site;
  private final int keySlot;
  private final Instruction endLoading = new EndLoading();
  private int found;
  private int loadedByAnother;

  /** A lookup that remembers its key in {@code keySlot}, the first of {@link #SLOTS}. */
  LookUp(SharedCache cache, KeyDistribution.Sampler keys, Site site, int keySlot) {
    this.cache = cache;
    this.keys = keys;
    this.site = site;
    this.keySlot = keySlot;
  }

  /** The first of the counters of a run that it takes. */
  int slots() {
    return keySlot;
  }

  /** The instruction of who has found the key. */
  void foundGoesTo(int instruction) {
    found = instruction;
  }

  /** The instruction of who has waited for another one. */
  void loadedByAnotherGoesTo(int instruction) {
    loadedByAnother = instruction;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    long key = keys.next(site.draws(run, site.begin(run)));
    run.mark(keySlot, key);
    if (cache.lookUp(key, run.scheduler().now())) {
      cache.account().atOnce(run);
      run.jump(found);
      return null;
    }
    if (cache.isSingleflight() && cache.loads().isLoading(key)) {
      cache.loads().await(key, self);
      cache.account().waits(run);
      run.scheduler().park(self, WaitReason.JOIN);
      return Action.PARK;
    }
    cache.account().atOnce(run);
    cache.loads().begin(key);
    run.deferred().push(endLoading);
    return null;
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    cache.account().got(run);
    run.jump(loadedByAnother);
    if (self.element instanceof Failure failure) {
      self.element = null;
      run.fail(failure);
    }
    return null;
  }

  /** The deferred other half: the key is loaded, or that has failed. */
  private final class EndLoading extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      long key = run.mark(keySlot);
      while (true) {
        Goroutine waiting = cache.loads().nextWaiting(key);
        if (waiting == null) {
          break;
        }
        waiting.element = run.failure();
        run.scheduler().ready(waiting);
      }
      cache.loads().end(key);
      return null;
    }
  }
}
