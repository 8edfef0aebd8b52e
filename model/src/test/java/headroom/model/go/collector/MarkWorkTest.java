package headroom.model.go.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.memory.HeapContents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A heap of 10,000 objects of 256 B with pointers: 120 us of roots and 1 us for each of 80 stacks,
 * 80,000 B of tables at 20 ns an entry, 2,560,000 B of spans with 80,000 pointers of 21 ns.
 */
class MarkWorkTest {
  private static final CostProfile COSTS =
      CostProfile.ideal()
          .with(Cost.GC_MARK_ROOTS, 120_000)
          .with(Cost.GC_MARK_STACK, 1_000)
          .with(Cost.GC_MARK_OBJECT, 20)
          .with(Cost.GC_MARK_POINTER, 28);

  private static final long ROOT_BYTES = 160_000 + 40_000;
  private static final long TABLE_BYTES = 80_000;
  private static final long SPAN_BYTES = 2_560_000;

  private final MarkWork work = new MarkWork(COSTS);
  private final Pacer pacer = new Pacer(PacerSettings.DEFAULT);
  private final MarkWork.Piece piece = new MarkWork.Piece();

  private void begin() {
    HeapContents live = new HeapContents();
    live.add(AllocationShape.of(2_560_000, 10_000, 1, 4), 0, 10_000);
    work.begin(live, 160_000, new MarkWork.Stacks(40_000, 80, 0));
    pacer.startCycle(0, 1, false);
  }

  /** 200 us of roots are four pieces of 50 us; 80,000 B one; 2,560,000 B are 25 and a half. */
  @Test
  void piecesAddUpToAllOfIt() {
    begin();
    List<Long> ns = new ArrayList<>();
    long bytes = 0;
    while (work.take(piece, 100_000)) {
      ns.add(piece.ns);
      bytes += piece.bytes;
      assertThat(work.report(piece, piece.ns, pacer)).isEqualTo(piece.bytes);
    }
    assertThat(work.isAvailable()).isFalse();
    assertThat(ns).hasSize(4 + 1 + 26);
    assertThat(ns.subList(0, 4)).containsOnly(50_000L);
    assertThat(ns.get(4)).isEqualTo(200_000);
    // 100,000 B are 390.6 objects of 8 pointers each
    assertThat((double) ns.get(5)).isCloseTo(3125 * 21.0, within(1.0));
    assertThat(ns.stream().mapToLong(Long::longValue).sum())
        .isEqualTo(200_000 + 200_000 + 80_000 * 21);
    assertThat(bytes).isEqualTo(ROOT_BYTES + TABLE_BYTES + SPAN_BYTES);
    assertThat(pacer.scanWork()).isEqualTo(bytes);
  }

  /** Of the roots a fifth is stacks. */
  @Test
  void rootsAreStacksAndVariables() {
    begin();
    work.take(piece, 100_000);
    work.report(piece, piece.ns, pacer);
    assertThat(piece.bytes).isEqualTo(50_000);
    pacer.resetLive(0);
    assertThat(pacer.lastStackScan()).isEqualTo(10_000);
    assertThat(pacer.lastHeapScan()).isZero();
  }

  @Test
  void assistsTakeLess() {
    begin();
    while (work.take(piece, 1 << 15) && piece.ns == 50_000) {
      assertThat(piece.reported).isZero();
    }
    // 32 KiB of tables are 4096 entries
    assertThat(piece.bytes).isEqualTo(1 << 15);
    assertThat(piece.ns).isEqualTo(4096 * 20);
  }

  /** Who has marked objects may have handed some on: once more all have to flush their buffers. */
  @Test
  void buffersAreFlushedAnewAfterObjectsWereMarked() {
    begin();
    assertThat(work.take(piece, 100_000)).isTrue();
    assertThat(work.flushed()).isFalse();
    while (work.take(piece, 100_000)) {
      work.report(piece, piece.ns, pacer);
    }
    assertThat(work.flushed()).isTrue();
    assertThat(work.flushed()).isFalse();
  }

  /**
   * An assist that comes first finds nothing but roots; once a root is marked it takes what that
   * has led to, while workers go on with the roots, and the rest of the roots last.
   */
  @Test
  void assistsTakeRootsLast() {
    begin();
    work.takeForAssist(piece, 1 << 15);
    assertThat(piece.ns).isEqualTo(50_000);
    work.report(piece, 20_000, pacer);
    MarkWork.Piece assist = new MarkWork.Piece();
    work.takeForAssist(assist, 1 << 15);
    assertThat(assist.ns).isEqualTo(4096 * 20);
    work.take(assist, 100_000);
    assertThat(assist.ns).isEqualTo(50_000);
    long before = 0;
    while (work.takeForAssist(assist, 1 << 20) && assist.ns != 50_000) {
      before += assist.bytes;
    }
    assertThat(before).isEqualTo(TABLE_BYTES - (1 << 15) + SPAN_BYTES);
    assertThat(work.takeForAssist(assist, 1 << 20)).isTrue();
    assertThat(work.takeForAssist(assist, 1 << 20)).isFalse();
  }

  /** 256 MiB without pointers make following pointers in 2.5 MB no dearer: 21 ns as before. */
  @Test
  void pointersCostByWhatTheyLeadTo() {
    HeapContents live = new HeapContents();
    live.add(AllocationShape.of(2_560_000, 10_000, 1, 4), 0, 10_000);
    live.add(AllocationShape.of(256 << 20, 256, 0, 4), 0, 256);
    assertThat(live.linkedBytes()).isEqualTo(2_560_000);
    work.begin(live, 0, new MarkWork.Stacks(0, 0, 0));
    pacer.startCycle(0, 1, false);
    long ns = 0;
    while (work.take(piece, 100_000)) {
      ns += piece.ns;
      work.report(piece, piece.ns, pacer);
    }
    assertThat(ns).isEqualTo(120_000 + 10_256 * 20 + 80_000 * 21);
  }

  /** A piece is reported in parts as time goes by, and never twice. */
  @Test
  void partsOfAPieceAreReportedOnce() {
    begin();
    work.take(piece, 100_000);
    assertThat(work.report(piece, 10_000, pacer)).isEqualTo(10_000);
    assertThat(work.report(piece, 10_000, pacer)).isZero();
    assertThat(work.report(piece, 30_000, pacer)).isEqualTo(20_000);
    assertThat(work.report(piece, 50_000, pacer)).isEqualTo(20_000);
    assertThat(work.report(piece, 50_000, pacer)).isZero();
    assertThat(pacer.scanWork()).isEqualTo(50_000);
  }

  /** Cut 20 us before its end a piece gives 20,000 B back, which others take. */
  @Test
  void whatIsNotDoneIsTakenByOthers() {
    begin();
    work.take(piece, 100_000);
    work.giveBack(piece, 20_000);
    assertThat(piece.ns).isEqualTo(30_000);
    assertThat(piece.bytes).isEqualTo(30_000);
    assertThat(work.report(piece, piece.ns, pacer)).isEqualTo(30_000);
    long bytes = 0;
    long ns = 0;
    while (work.take(piece, 100_000)) {
      bytes += work.report(piece, piece.ns, pacer);
      ns += piece.ns;
    }
    assertThat(bytes).isEqualTo(ROOT_BYTES + TABLE_BYTES + SPAN_BYTES - 30_000);
    assertThat(ns).isEqualTo(200_000 + 200_000 + 80_000 * 21 - 30_000);
  }

  /** What was reported already, 40,000 of 50,000 B, is not given back. */
  @Test
  void whatIsReportedIsNotGivenBack() {
    begin();
    work.take(piece, 100_000);
    work.report(piece, 40_000, pacer);
    work.giveBack(piece, 20_000);
    assertThat(piece.bytes).isEqualTo(40_000);
    assertThat(work.report(piece, piece.ns, pacer)).isZero();
  }

  /** Work without cost is one piece of each kind. */
  @Test
  void workWithoutCostIsTakenAtOnce() {
    MarkWork free = new MarkWork(CostProfile.ideal());
    HeapContents live = new HeapContents();
    live.add(AllocationShape.of(2_560_000, 10_000, 1, 4), 0, 10_000);
    free.begin(live, 160_000, new MarkWork.Stacks(0, 80, 0));
    pacer.startCycle(0, 1, false);
    long bytes = 0;
    int pieces = 0;
    while (free.take(piece, 100_000)) {
      assertThat(piece.ns).isZero();
      bytes += free.report(piece, 0, pacer);
      pieces++;
    }
    assertThat(pieces).isEqualTo(3);
    assertThat(bytes).isEqualTo(160_000 + TABLE_BYTES + SPAN_BYTES);
  }

  @Test
  void anEmptyHeapHasRootsOnly() {
    work.begin(new HeapContents(), 0, new MarkWork.Stacks(0, 0, 0));
    pacer.startCycle(0, 1, false);
    long ns = 0;
    while (work.take(piece, 100_000)) {
      ns += piece.ns;
      assertThat(work.report(piece, piece.ns, pacer)).isZero();
    }
    assertThat(ns).isEqualTo(120_000);
  }

  /**
   * 21, 28, 37 and 80 ns at 32, 64, 256 and 1024 MiB of 28 at 64; between two sizes their geometric
   * mean has that of the costs.
   */
  @ParameterizedTest(name = "{0} MiB")
  @CsvSource({"1, 0.75", "32, 0.75", "64, 1", "256, 1.3214", "1024, 2.857", "128, 1.1491"})
  void pointersCostMoreInLargeHeaps(long mib, double cost) {
    assertThat(MarkWork.pointerCost(mib << 20)).isCloseTo(cost, within(0.005));
  }
}
