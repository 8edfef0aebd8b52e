package headroom.model.workload;

import headroom.model.random.Distribution;
import org.jspecify.annotations.Nullable;

/** A step that a goroutine does by itself: it waits for nobody, and holds no steps. */
public sealed interface WorkStep extends RequestStep {

  @Override
  Kind kind();

  @Override
  default Accounting accounting() {
    return Accounting.RUNS;
  }

  /** Their kinds. */
  enum Kind implements StepKind {
    /** {@link Cpu}. */
    CPU("cpu"),
    /** {@link NetworkIo}. */
    IO("io"),
    /** {@link Sleep}. */
    SLEEP("sleep"),
    /** {@link SystemCall}. */
    SYSCALL("syscall"),
    /** {@link Cgo}. */
    CGO("cgo"),
    /** {@link Stack}. */
    STACK("stack"),
    /** {@link Alloc}. */
    ALLOC("alloc"),
    /** {@link Operation}. */
    OP("op"),
    /** {@link Ticker}. */
    TICKER("ticker");

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
    /** For {@link Cpu}. */
    R visit(Cpu step);

    /** For {@link NetworkIo}. */
    R visit(NetworkIo step);

    /** For {@link Sleep}. */
    R visit(Sleep step);

    /** For {@link SystemCall}. */
    R visit(SystemCall step);

    /** For {@link Cgo}. */
    R visit(Cgo step);

    /** For {@link Stack}. */
    R visit(Stack step);

    /** For {@link Alloc}. */
    R visit(Alloc step);

    /** For {@link Operation}. */
    R visit(Operation step);

    /** For {@link Ticker}. */
    R visit(Ticker step);
  }

  /** Computes on a P. */
  record Cpu(@Nullable String id, Distribution time) implements WorkStep {
    @Override
    public Kind kind() {
      return Kind.CPU;
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.TIME, time);
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.computing(means.of(id, time));
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Waits for the network: the goroutine parks on the netpoller, its P is free. */
  record NetworkIo(@Nullable String id, Distribution time) implements WorkStep {
    @Override
    public Kind kind() {
      return Kind.IO;
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.TIME, time);
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.waiting(means.of(id, time));
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** {@code time.Sleep}: the goroutine parks on a timer. */
  record Sleep(@Nullable String id, Distribution time) implements WorkStep {
    @Override
    public Kind kind() {
      return Kind.SLEEP;
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.TIME, time);
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.waiting(means.of(id, time));
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Blocks its thread in the kernel for {@code time}; the P may be retaken. */
  record SystemCall(@Nullable String id, Distribution time) implements WorkStep {
    @Override
    public Kind kind() {
      return Kind.SYSCALL;
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.TIME, time);
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.waiting(means.of(id, time));
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** As a system call, but the thread computes for {@code time}. */
  record Cgo(@Nullable String id, Distribution time) implements WorkStep {
    @Override
    public Kind kind() {
      return Kind.CGO;
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.TIME, time);
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.computingInC(means.of(id, time));
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Calls functions whose frames take {@code bytes} of stack, and returns. */
  record Stack(@Nullable String id, Distribution bytes) implements WorkStep {
    @Override
    public Kind kind() {
      return Kind.STACK;
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.BYTES, bytes);
    }

    /** Microseconds, which are left out. */
    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.NOTHING;
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Allocates objects of equal size on the heap.
   *
   * @param bytes of all of them
   * @param objects how many
   * @param pointers share of them that consist of pointers
   */
  record Alloc(
      @Nullable String id, Distribution bytes, long objects, double pointers, Retention retention)
      implements WorkStep {
    /** Objects of which the request holds the share {@code keep} until it ends. */
    public Alloc(
        @Nullable String id, Distribution bytes, long objects, double pointers, double keep) {
      this(id, bytes, objects, pointers, new Retention.ByRequest(keep));
    }

    @Override
    public Kind kind() {
      return Kind.ALLOC;
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.BYTES, bytes);
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.computing(means.allocationNs(means.of(id, bytes), objects));
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Does something whose cost was measured as a whole, several times: computes and allocates, and
   * waits for nobody.
   *
   * @param name as the file has it
   * @param times how often
   */
  record Operation(@Nullable String id, String name, Distribution times, Measured each)
      implements WorkStep {
    /**
     * What one execution takes in the mean; all need not be whole numbers.
     *
     * @param ns of CPU, its allocation included and marking not
     * @param bytes of the slots of all objects that it allocates, as {@code go test -benchmem} says
     * @param objects how many those are
     * @param pointers share of them that consist of pointers
     */
    public record Measured(double ns, double bytes, double objects, double pointers) {}

    @Override
    public Kind kind() {
      return Kind.OP;
    }

    @Override
    public String title() {
      return kind().key() + " " + name;
    }

    @Override
    public Amount amount() {
      return new Amount(Amount.Unit.COUNT, times);
    }

    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.computing(means.of(id, times) * each.ns());
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Starts a ticker.
   *
   * @param leak whether it outlives the request; otherwise it is stopped at its end
   * @param read whether a goroutine ranges over it
   */
  record Ticker(@Nullable String id, long periodNs, boolean leak, boolean read)
      implements WorkStep {
    @Override
    public Kind kind() {
      return Kind.TICKER;
    }

    @Override
    public Accounting accounting() {
      return Accounting.HOLDS_TOGETHER;
    }

    /** Its goroutine runs beside the request. */
    @Override
    public MeanNeed meanNeed(StepMeans means) {
      return MeanNeed.NOTHING;
    }

    @Override
    public <R> R accept(StepVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}
