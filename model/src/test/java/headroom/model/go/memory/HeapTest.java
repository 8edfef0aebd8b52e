package headroom.model.go.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is allocated is reachable, dropped or freed; objects of 1 KiB. */
class HeapTest {
  private static final AllocationShape KIB = AllocationShape.of(1 << 20, 1 << 10, 0, 4);

  private final Heap heap = new Heap();
  private final HeapContents mine = new HeapContents();

  @AfterEach
  void itIsBalanced() {
    assertThat(heap.isBalanced()).isTrue();
    assertThat(heap.bytes()).isEqualTo(heap.allocatedBytes() - heap.freedBytes());
    assertThat(heap.objects()).isEqualTo(heap.allocatedObjects() - heap.freedObjects());
    assertThat(heap.objects() * 1024).isEqualTo(heap.bytes());
  }

  /** 10 allocated, 4 held: a cycle marks 4 KiB, 6 KiB are freed when they are swept. */
  @Test
  void whatNobodyHoldsIsFreedAfterTheNextCycle() {
    heap.allocate(KIB, 0, 10, 0.4, mine);
    assertThat(heap.bytes()).isEqualTo(10 << 10);
    assertThat(heap.reachable().slotBytes()).isEqualTo(4 << 10);
    assertThat(heap.startMarking().objects()).isEqualTo(4);
    assertThat(heap.endMarking()).isEqualTo(4 << 10);
    assertThat(heap.freedBytes()).isZero();
    heap.sweep(0.5);
    assertThat(heap.freedBytes()).isEqualTo(3 << 10);
    heap.sweep(1);
    assertThat(heap.freedBytes()).isEqualTo(6 << 10);
    assertThat(heap.freedObjects()).isEqualTo(6);
    assertThat(heap.bytes()).isEqualTo(4 << 10);
    heap.sweep(1);
    assertThat(heap.freedBytes()).isEqualTo(6 << 10);
  }

  /** All that is allocated while marking is marked, held or not, and freed one cycle later. */
  @Test
  void whatIsAllocatedWhileMarkingIsKept() {
    heap.allocate(KIB, 0, 4, 1, mine);
    heap.startMarking();
    heap.allocate(KIB, 0, 5, 0.2, mine);
    assertThat(heap.endMarking()).isEqualTo(9 << 10);
    heap.sweep(1);
    assertThat(heap.freedBytes()).isZero();
    heap.startMarking();
    assertThat(heap.endMarking()).isEqualTo(5 << 10);
    heap.sweep(1);
    assertThat(heap.freedBytes()).isEqualTo(4 << 10);
  }

  /** The write barrier shades what is dropped while marking: it stays for one more cycle. */
  @Test
  void whatIsDroppedWhileMarkingIsMarked() {
    heap.allocate(KIB, 0, 4, 1, mine);
    heap.startMarking();
    heap.drop(mine);
    assertThat(mine.isEmpty()).isTrue();
    assertThat(heap.reachable().slotBytes()).isZero();
    assertThat(heap.endMarking()).isEqualTo(4 << 10);
    heap.sweep(1);
    assertThat(heap.bytes()).isEqualTo(4 << 10);
    heap.startMarking();
    assertThat(heap.endMarking()).isZero();
    heap.sweep(1);
    assertThat(heap.bytes()).isZero();
  }

  @Test
  void whatIsDroppedBetweenCyclesIsFreedAfterTheNext() {
    HeapContents others = new HeapContents();
    heap.allocate(KIB, 0, 4, 1, mine);
    heap.allocate(KIB, 0, 3, 1, others);
    heap.drop(mine);
    heap.startMarking();
    assertThat(heap.endMarking()).isEqualTo(3 << 10);
    heap.sweep(1);
    assertThat(heap.freedObjects()).isEqualTo(4);
  }

  @Test
  void aCycleBeginsWithAllSwept() {
    heap.allocate(KIB, 0, 10, 0.4, mine);
    heap.startMarking();
    heap.endMarking();
    heap.sweep(0.1);
    heap.startMarking();
    assertThat(heap.freedBytes()).isEqualTo(6 << 10);
    assertThat(heap.bytes()).isEqualTo(4 << 10);
  }

  @Test
  void oneCycleAtATime() {
    heap.startMarking();
    assertThatThrownBy(heap::startMarking).hasMessage("one cycle at a time");
    heap.endMarking();
    assertThatThrownBy(heap::endMarking).hasMessage("no cycle");
  }
}
