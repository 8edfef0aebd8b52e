package headroom.model.go.sync;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.go.memory.AllocationShape;
import headroom.model.go.memory.Heap;
import headroom.model.go.memory.HeapContents;
import org.junit.jupiter.api.Test;

/** {@code sync.Pool} over the cycles of the collector. */
class SyncPoolTest {
  private static final AllocationShape BUFFER = AllocationShape.of(1024, 1, 0, 1);

  private final Heap heap = new Heap();
  private final SyncPool pool = new SyncPool(heap::drop);

  /** As a request does: takes {@code count}, allocates those that are not there. */
  private long get(long count) {
    long there = pool.get(count);
    HeapContents made = new HeapContents();
    for (long i = there; i < count; i++) {
      heap.allocate(BUFFER, 0, 1, 1, made);
    }
    pool.add(count - there, made);
    assertThat(made.isEmpty()).isTrue();
    return there;
  }

  /** A cycle from its start to its end, with all that is dead swept. */
  private void cycle() {
    pool.cycleStarts();
    heap.startMarking();
    heap.endMarking();
    heap.sweep(1);
  }

  @Test
  void whatWasPutBackIsTakenAgain() {
    assertThat(get(3)).isZero();
    assertThat(pool.get(1)).as("all are in use").isZero();
    pool.put(2);
    assertThat(get(3)).isEqualTo(2);
    assertThat(heap.objects()).isEqualTo(4);
    assertThat(pool.hits()).isEqualTo(2);
    assertThat(pool.gets()).isEqualTo(7);
  }

  /** Go 1.26 {@code sync/pool.go:poolCleanup}: primary, victim, gone. */
  @Test
  void contentSurvivesExactlyOneCycleUnused() {
    get(2);
    pool.put(2);
    cycle();
    assertThat(pool.objects()).isEqualTo(2);
    assertThat(heap.bytes()).isEqualTo(2 * 1024);
    assertThat(get(1)).as("a victim is taken").isEqualTo(1);
    pool.put(1);
    cycle(); // the one that was used is a victim again, the other one is gone
    assertThat(pool.objects()).isEqualTo(1);
    assertThat(heap.bytes()).isEqualTo(1024);
    cycle();
    assertThat(get(1)).isZero();
    assertThat(heap.bytes()).isEqualTo(1024);
  }

  @Test
  void whatIsInUseSurvivesAnyNumberOfCycles() {
    get(5);
    cycle();
    cycle();
    cycle();
    assertThat(heap.bytes()).isEqualTo(5 * 1024);
    pool.put(5);
    assertThat(get(5)).isEqualTo(5);
  }

  /** The primary before the victims. */
  @Test
  void whatWasPutBackLastIsTakenFirst() {
    get(2);
    pool.put(1);
    cycle();
    pool.put(1); // one victim, one fresh
    assertThat(get(1)).isEqualTo(1);
    cycle(); // the victim is gone, nothing was put back since
    assertThat(pool.objects()).isZero();
    assertThat(heap.bytes()).isEqualTo(1024);
  }
}
