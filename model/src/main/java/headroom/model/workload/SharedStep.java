package headroom.model.workload;

import headroom.model.random.Distribution;
import headroom.model.random.KeyDistribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step that uses something that the goroutines of the process share, see {@link Resources}. */
public sealed interface SharedStep extends RequestStep {

  @Override
  Kind kind();

  /** Their kinds. */
  enum Kind implements StepKind {
    /** {@link Lock}. */
    LOCK("lock"),
    /** {@link Call}. */
    CALL("call"),
    /** {@link Send}. */
    SEND("send"),
    /** {@link Receive}. */
    RECEIVE("recv"),
    /** {@link Close}. */
    CLOSE("close"),
    /** {@link Log}. */
    LOG("log"),
    /** {@link Cached}. */
    CACHE("cache");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    @Override
    public String key() {
      return key;
    }
  }

  /** What is done with each of them. */
  interface Visitor<R> {
    /** For {@link Lock}. */
    R visit(Lock step);

    /** For {@link Call}. */
    R visit(Call step);

    /** For {@link Send}. */
    R visit(Send step);

    /** For {@link Receive}. */
    R visit(Receive step);

    /** For {@link Close}. */
    R visit(Close step);

    /** For {@link Log}. */
    R visit(Log step);

    /** For {@link Cached}. */
    R visit(Cached step);
  }

  /** Runs {@code steps} while it holds the mutex named {@code mutex}. */
  record Lock(@Nullable String id, String mutex, Mode mode, List<RequestStep> steps)
      implements SharedStep {
    /** Which lock is taken. */
    public enum Mode {
      /** {@code sync.Mutex}. */
      MUTEX,
      /** {@code sync.RWMutex.RLock}. */
      READ,
      /** {@code sync.RWMutex.Lock}. */
      WRITE
    }

    public Lock {
      steps = List.copyOf(steps);
    }

    @Override
    public Kind kind() {
      return Kind.LOCK;
    }

    @Override
    public String title() {
      return "lock " + mutex + (mode == Mode.READ ? " (read)" : "");
    }

    @Override
    public List<List<RequestStep>> nested() {
      return List.of(steps);
    }

    @Override
    public Accounting accounting() {
      return Accounting.TAKES;
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      MeanNeed inner = MeanNeed.of(steps, means);
      return mode == Mode.READ ? inner : inner.holdingLock(mutex);
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Takes a connection of the pool named {@code pool}, waits for the network, gives it back.
   *
   * @param timeoutNs context timeout of the whole call, all its attempts; {@link #NO_LIMIT} without
   * @param failure what may go wrong with an attempt
   */
  record Call(
      @Nullable String id, String pool, Distribution time, long timeoutNs, CallFailure failure)
      implements SharedStep {
    /** A call that never fails. */
    public Call(@Nullable String id, String pool, Distribution time, long timeoutNs) {
      this(id, pool, time, timeoutNs, CallFailure.NEVER);
    }

    @Override
    public Kind kind() {
      return Kind.CALL;
    }

    @Override
    public String title() {
      return kind().key() + " " + pool;
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.TIME, time);
    }

    @Override
    public Accounting accounting() {
      return Accounting.TAKES;
    }

    /** The opening of connections is not in it: it depends on how many are kept open. */
    @Override
    public MeanNeed meanNeed(StepMeans means) {
      double share = failure.share();
      int retries = failure.retries();
      double heldNs = means.of(id, time) * geometricSum(share, retries + 1);
      double waitsNs = failure.backoff().mean() * share * geometricSum(2 * share, retries);
      return MeanNeed.waiting(heldNs + waitsNs)
          .limited(kind(), timeoutNs, means)
          .holdingPool(pool, Math.min(heldNs, (double) timeoutNs));
    }

    /** 1 + ratio + ratio^2 ..., so many terms. */
    private static double geometricSum(double ratio, int terms) {
      double sum = ratio == 1 ? terms : (1 - StrictMath.pow(ratio, terms)) / (1 - ratio);
      return Math.min(sum, Integer.MAX_VALUE);
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * The failure of calls, and what is done about it.
   *
   * @param share the probability that an attempt fails, after its time
   * @param retries further attempts at most
   * @param backoff the wait before the first retry, ns; twice as long before each further one
   */
  record CallFailure(double share, int retries, Distribution backoff) {
    /** No attempt fails. */
    public static final CallFailure NEVER = new CallFailure(0, 0, new Distribution.Constant(0));
  }

  /** Sends a value on the channel named {@code channel}; waits while it is full. */
  record Send(@Nullable String id, String channel) implements SharedStep {
    @Override
    public Kind kind() {
      return Kind.SEND;
    }

    @Override
    public String title() {
      return kind().key() + " " + channel;
    }

    @Override
    public Accounting accounting() {
      return Accounting.RUNS;
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.sending(channel);
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Receives a value from the channel named {@code channel}; waits while it is empty. */
  record Receive(@Nullable String id, String channel) implements SharedStep {
    @Override
    public Kind kind() {
      return Kind.RECEIVE;
    }

    @Override
    public String title() {
      return kind().key() + " " + channel;
    }

    @Override
    public Accounting accounting() {
      return Accounting.RUNS;
    }

    /** How long it waits is up to who sends. */
    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.NOTHING;
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Closes the channel named {@code channel}. */
  record Close(@Nullable String id, String channel) implements SharedStep {
    @Override
    public Kind kind() {
      return Kind.CLOSE;
    }

    @Override
    public String title() {
      return kind().key() + " " + channel;
    }

    @Override
    public Accounting accounting() {
      return Accounting.HOLDS_TOGETHER;
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.NOTHING;
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Writes {@code bytes} to the sink named {@code sink}. */
  record Log(@Nullable String id, long bytes, String sink) implements SharedStep {
    @Override
    public Kind kind() {
      return Kind.LOG;
    }

    @Override
    public String title() {
      return kind().key() + " " + sink;
    }

    @Override
    public Accounting accounting() {
      return Accounting.TAKES;
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.computing(means.writeNs(sink));
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Looks up a key in the cache named {@code cache}; if it is not there, loads it and puts it. */
  record Cached(@Nullable String id, String cache, KeyDistribution key, List<RequestStep> onMiss)
      implements SharedStep {
    public Cached {
      onMiss = List.copyOf(onMiss);
    }

    @Override
    public Kind kind() {
      return Kind.CACHE;
    }

    @Override
    public String title() {
      return kind().key() + " " + cache;
    }

    @Override
    public List<List<RequestStep>> nested() {
      return List.of(onMiss);
    }

    @Override
    public boolean runsOneOfNested() {
      return true; // or none
    }

    @Override
    public Accounting accounting() {
      return Accounting.TAKES;
    }

    /** Microseconds are left out: the lookup, and what it takes to put an entry. */
    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.of(onMiss, means).times(1 - means.hitShare(cache, key));
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}
