package headroom.model.service;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.EventLayer;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.WaitReason;
import headroom.model.go.collector.ProgramHeap;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.runtime.GoRuntime;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.go.sync.Channel;
import headroom.model.metrics.RuntimeMetrics;
import headroom.model.random.DrawKey;
import headroom.model.workload.RequestClass;
import headroom.model.workload.Resources;
import headroom.model.workload.program.Demands;
import headroom.model.workload.program.DrawPaths;
import headroom.model.workload.program.Failure;
import headroom.model.workload.program.Interpreter;
import headroom.model.workload.program.Program;
import headroom.model.workload.program.ProgramObserver;
import headroom.model.workload.program.ProgramRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program that is modelled: an acceptor goroutine reads requests and sends them to a job
 * channel, from which the workers of a pool receive, or starts a goroutine for each; or the
 * goroutines of a net/http server's connections do, or take the steps themselves.
 */
public final class Service implements EventLayer {
  /** Of the tickers that the program holds besides its requests. */
  private static final long TICKER_PERIOD_NS = 1_000_000_000;

  /** Of the objects of a request: one word in so many is a pointer. An estimate. */
  private static final double WORDS_PER_POINTER = 4;

  private final GoRuntime runtime;
  private final Scheduler scheduler;
  private final ServerSettings settings;
  private final ServiceObserver observer;
  private final Interpreter interpreter;
  private final List<Program> programs = new ArrayList<>();

  /** Keys of the draws of overheads, by class. */
  private final long[] overheadKeys;

  private final Channel<Request> jobs;
  private final ArrayDeque<Request> spareRequests = new ArrayDeque<>();
  private final ArrayDeque<Goroutine> deadWorkers = new ArrayDeque<>();
  private final Front front;
  private final ProgramHeap heap;
  private final AllocationShape httpObjects;
  private final double readShare;

  /** Who is told of requests, and who of the steps that serve them. */
  public record Observers(ServiceObserver requests, ProgramObserver programs) {}

  /**
   * What is outside of the process.
   *
   * @param generated the times of arrival, for a generator inside the process; null if requests
   *     come from outside
   */
  public record Outside(HeadroomSimulator simulator, @Nullable RequestSource generated) {}

  /** A service that has not started. */
  public Service(
      ServiceDescription description,
      CostProfile costs,
      GoRuntime runtime,
      Observers observers,
      Demands demands,
      Outside outside) {
    settings = description.server();
    this.runtime = runtime;
    scheduler = runtime.scheduler();
    observer = observers.requests();
    interpreter =
        new Interpreter(runtime, costs, description.resources(), demands, observers.programs());
    List<RequestClass> classes = description.classes();
    overheadKeys = new long[classes.size()];
    for (RequestClass requests : classes) {
      DrawKey key = DrawPaths.ofClass(requests.name());
      overheadKeys[programs.size()] = key.child("overhead").bits();
      String scope = classes.size() > 1 ? requests.name() : "";
      programs.add(interpreter.compile(scope, requests.steps(), key));
    }
    jobs = new Channel<>(scheduler, Request.class, settings.queueCapacity());
    heap = runtime.collector().heap();
    httpObjects =
        AllocationShape.of(
            Math.round(costs.value(Cost.HTTP_ALLOC_BYTES)),
            Math.round(costs.value(Cost.HTTP_ALLOC_OBJECTS)),
            1,
            WORDS_PER_POINTER);
    readShare = costs.value(Cost.HTTP_READ_SHARE);
    front =
        settings.front() instanceof ServerSettings.NetHttp http
            ? new HttpFront(this, scheduler, outside.simulator(), costs, http.connections())
            : new Acceptor(this, scheduler, outside.generated());
  }

  /** Registers what the program counts. */
  public void register(RuntimeMetrics metrics) {
    interpreter.register(metrics);
  }

  /** Registers what its tickers take. */
  public void registerTickers(RuntimeMetrics metrics) {
    interpreter.registerTickers(metrics);
  }

  /** Brings the acceptor and the pool's workers to life, and what else the program holds. */
  public void start(ProcessSettings process, Resources resources) {
    front.start();
    interpreter.start(resources);
    if (settings.workers() != ServerSettings.UNBOUNDED) {
      for (int i = 0; i < settings.workers(); i++) {
        Goroutine worker = newWorker();
        jobs.bornReceiving(worker);
        if (settings.lockOsThread()) {
          scheduler.lockToThread(worker);
        }
      }
    }
    for (int i = 0; i < process.goroutines(); i++) {
      scheduler.bornParked(
          scheduler.newGoroutine(g -> GoroutineBody.Action.EXIT), WaitReason.CHANNEL_RECEIVE);
    }
    interpreter.startTickers(process.tickers(), TICKER_PERIOD_NS);
  }

  /** A request object to fill in. */
  public Request newRequest() {
    Request reused = spareRequests.pollLast();
    if (reused == null) {
      return new Request();
    }
    reused.attempt = 0;
    reused.worker = null;
    reused.call = Request.NO_CALL;
    reused.heldNs = 0;
    reused.connection = null;
    return reused;
  }

  /** A request arrives at the server's socket, or would if its client had a connection. */
  public void arrive(Request request) {
    request.arrivedNs = scheduler.now();
    observer.arrived(request, scheduler.now());
    front.arrive(request);
  }

  /** A request arrives at the server's socket from a client on the same machine. */
  public void arriveFromPeer(Request request) {
    scheduler.network().peerWorks();
    arrive(request);
  }

  /** The client of {@code request} has given it up; who takes that up may use it again. */
  public void givenUp(Request request) {
    front.givenUp(request);
  }

  @Override
  public boolean handle(int kind, int subject) {
    return front.handle(kind, subject);
  }

  /** A generator inside the process sends a request. */
  public void sent(Request request) {
    observer.arrived(request, scheduler.now());
  }

  Channel<Request> jobs() {
    return jobs;
  }

  Program program(Request request) {
    return programs.get(request.classIndex);
  }

  /** CPU of a request outside its steps, ns; {@code run} has begun it. */
  long overheadNs(Request request, ProgramRun run) {
    long drawnNs = settings.overhead().sample(run.draws(overheadKeys[request.classIndex], 0));
    return interpreter.cpuNs(drawnNs);
  }

  /** Hands an accepted request on; false if the acceptor has to wait for room. */
  boolean handOn(Goroutine self, Request request) {
    if (settings.workers() == ServerSettings.UNBOUNDED) {
      Goroutine worker = deadWorkers.pollLast();
      if (worker == null) {
        worker = newWorker();
      }
      worker.element = request;
      runtime.collector().heap().starts(self, worker);
      started(request, worker); // from now on it waits for a P, not for a worker
      scheduler.ready(worker);
      return true;
    }
    if (jobs.trySend(request)) {
      return true;
    }
    if (!refusesWhenFull()) {
      return false;
    }
    refused(request);
    return true;
  }

  /** {@code request} has found no room. */
  void refused(Request request) {
    observer.rejected(request, scheduler.now());
    spareRequests.addLast(request);
  }

  /** {@code request} never left its client. */
  void withdrawn(Request request) {
    observer.withdrawn(request, scheduler.now());
    spareRequests.addLast(request);
  }

  /** The answer to a request that was to arrive at {@code arrivalNs} is written. */
  void answered(long arrivalNs) {
    observer.answered(arrivalNs, scheduler.now());
  }

  boolean refusesWhenFull() {
    return settings.whenFull() == ServerSettings.WhenFull.REJECT;
  }

  /** Of {@code overheadNs}, what a net/http server takes until the handler has the request, ns. */
  long readNs(long overheadNs) {
    return Math.round(overheadNs * readShare);
  }

  /** What a net/http server allocates for a request. */
  GoroutineBody.@Nullable Action allocateForHttp(Goroutine self) {
    return heap.allocate(self, httpObjects, 0);
  }

  Scheduler scheduler() {
    return scheduler;
  }

  ProgramRun newRun() {
    return interpreter.newRun();
  }

  /** Whether workers take the CPU outside of the steps, and not who reads the requests. */
  boolean chargesWorkers() {
    return !settings.isHttp();
  }

  void started(Request request, Goroutine worker) {
    request.startNs = scheduler.now();
    request.worker = worker;
    worker.clearTimes(scheduler.now());
    observer.started(request, scheduler.now());
  }

  /** The steps of a request are over, because of {@code failure} if it is not null. */
  void ended(Request request, Goroutine worker, @Nullable Failure failure) {
    if (failure == null) {
      observer.completed(request, worker, scheduler.now());
    } else {
      observer.failed(request, worker, failure, scheduler.now());
    }
    spareRequests.addLast(request);
  }

  /** When the context of a request that arrived at {@code arrivalNs} ends. */
  long deadlineNs(long arrivalNs) {
    return settings.deadlineNs() == ServerSettings.NO_DEADLINE
        ? ProgramRun.NO_DEADLINE
        : arrivalNs + settings.deadlineNs();
  }

  /** A worker that serves one request only has ended; it will be reused. */
  void buried(Goroutine worker) {
    runtime.collector().heap().ends(worker);
    deadWorkers.addLast(worker);
  }

  boolean keepsWorkers() {
    return settings.workers() != ServerSettings.UNBOUNDED;
  }

  private Goroutine newWorker() {
    return scheduler.newGoroutine(new Worker(this, interpreter));
  }
}
