package headroom.model.workload.program;

import static headroom.model.metrics.MetricName.go;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.collector.ProgramHeap;
import headroom.model.go.runtime.GoRuntime;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.metrics.RuntimeMetrics;
import headroom.model.random.DrawKey;
import headroom.model.random.KeyedStream;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.TraceTable;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all goroutines that run programs in one replication share: the draws, the trace, and
 * goroutines that have ended and are used again.
 */
public final class Interpreter {
  final Scheduler scheduler;
  private final CostProfile costs;
  private final SharedObjects shared;
  private final SharedMemory memory;
  private final Tickers tickers;
  private final KeyedStream drawn;
  private final @Nullable TraceTable trace;
  private final ProgramObserver observer;
  private final double stretch;
  private final ArrayDeque<Task> deadTasks = new ArrayDeque<>();
  private final ArrayDeque<Canceller> idleCancellers = new ArrayDeque<>();
  private final ArrayDeque<Context> idleContexts = new ArrayDeque<>();

  /** An interpreter of programs that take what they ask for from {@code demands}. */
  public Interpreter(
      GoRuntime runtime,
      CostProfile costs,
      Resources resources,
      Demands demands,
      ProgramObserver observer) {
    scheduler = runtime.scheduler();
    this.costs = costs;
    this.observer = observer;
    shared = new SharedObjects(resources, costs, scheduler, observer);
    memory = new SharedMemory(resources.memory(), runtime, observer);
    tickers = new Tickers(runtime, costs);
    drawn = demands.drawn();
    trace = demands.trace();
    stretch = costs.value(Cost.CPU_STRETCH);
  }

  /**
   * Compiles the steps of a class of requests, or of a goroutine, with draws under {@code owner}.
   *
   * @param scope whose steps they are, for the accounts; empty if there is only one class
   */
  public Program compile(String scope, List<RequestStep> steps, DrawKey owner) {
    return compile(new StepNames(observer, scope, false), steps, owner);
  }

  private Program compile(StepNames names, List<RequestStep> steps, DrawKey owner) {
    return new Compiler(costs, memory, shared, trace, owner, names).compile(steps);
  }

  /** Brings the goroutines that consume channels to life. */
  public void start(Resources resources) {
    for (Resources.ChannelSettings channel : resources.channels()) {
      Program steps =
          compile(
              new StepNames(observer, "consumer of " + channel.name(), true),
              channel.steps(),
              DrawPaths.ofChannel(channel.name()));
      for (int i = 0; i < channel.consumers(); i++) {
        SharedObjects.Events events = shared.channel(channel.name());
        Goroutine consumer =
            scheduler.newGoroutine(
                new Consumer(events.channel(), steps, newRun(), events.account()));
        events.channel().bornReceiving(consumer);
        if (channel.lockOsThread()) {
          scheduler.lockToThread(consumer);
        }
      }
    }
  }

  /** Registers what the locks, sinks, caches and pools of the program count. */
  public void register(RuntimeMetrics metrics) {
    memory.register(metrics);
    metrics.timeCounter(go("/sync/mutex/wait/total:seconds"), shared::mutexWaitNs);
  }

  /** Registers how many goroutines read tickers, and the CPU that they have used. */
  public void registerTickers(RuntimeMetrics metrics) {
    tickers.register(metrics);
  }

  /** The program starts with {@code count} goroutines that each read a ticker. */
  public void startTickers(int count, long periodNs) {
    tickers.born(count, periodNs);
  }

  /** A run that has not begun. */
  public ProgramRun newRun() {
    return new ProgramRun(this);
  }

  KeyedStream draws(long path) {
    return drawn.at(path);
  }

  /** CPU that a demand of {@code demandNs} takes on a core. */
  public long cpuNs(long demandNs) {
    return stretch == 1 ? demandNs : Math.round(demandNs * stretch);
  }

  long traced(int column, int row) {
    if (trace == null) {
      return TraceTable.NONE;
    }
    return trace.demands()[column][row];
  }

  Task takeTask() {
    Task task = deadTasks.pollLast();
    return task == null ? new Task(this) : task;
  }

  void bury(Task task) {
    deadTasks.addLast(task);
  }

  Tickers tickers() {
    return tickers;
  }

  ProgramHeap heap() {
    return memory.heap();
  }

  Canceller takeCanceller() {
    Canceller canceller = idleCancellers.pollLast();
    return canceller == null ? new Canceller(this) : canceller;
  }

  /** A context under {@code parent} that has no deadline yet. */
  Context takeContext(@Nullable Context parent) {
    Context idle = idleContexts.pollLast();
    Context taken = idle == null ? new Context(this) : idle;
    taken.begin(parent);
    return taken;
  }

  void giveBack(Context context) {
    idleContexts.addLast(context);
  }

  void giveBack(Canceller canceller) {
    idleCancellers.addLast(canceller);
  }
}
