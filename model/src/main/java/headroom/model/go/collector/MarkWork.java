package headroom.model.go.collector;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.memory.HeapContents;

/**
 * What a cycle has to mark, as a pool from which workers and assists take pieces: first the roots,
 * then tables of pointers and what they lead to, then the objects with pointers. Source: {@code
 * runtime/mgcmark.go:gcDrain}, {@code mgcmark_greenteagc.go}: spans wait until the buffers are
 * empty.
 *
 * <p>Approximate: each kind of work is uniform, there is always something for everybody until it is
 * used up (a long list, which only one worker can follow, is not modelled), and each object counts
 * one table entry of 8 bytes.
 */
final class MarkWork {
  /** Table entry of an object, bytes of scan work. */
  private static final long ENTRY_BYTES = 8;

  /** Roots are taken so much at once, ns. Measured: first runs of fractional workers. */
  private static final long ROOT_PIECE_NS = 50_000;

  /**
   * Relative cost of following a pointer by the memory that pointers lead to, log-log between.
   * Measured in services. That memory beside it does not matter was measured apart: nodes of 256 B
   * that point to each other at random take 10.4 ns a pointer in 64 MiB, 10.8 and 11.8 beside 192
   * and 960 MiB that no pointer leads to, 16.2 in 256 MiB and 45.2 in 1 GiB (one P).
   */
  private static final double[] LINKED_MIB = {32, 64, 256, 1024};

  private static final double[] POINTER_COST = {0.75, 1, 1.32, 2.86};

  private static final double BYTES_PER_MIB = 1 << 20;

  /** The kinds of work, in their order. */
  private static final int ROOTS = 0;

  private static final int TABLES = 1;
  private static final int SPANS = 2;
  private static final int KINDS = 3;

  /**
   * The stacks that a cycle scans.
   *
   * @param usedBytes what is in use of all of them
   * @param count goroutines that have one
   * @param shrinkNs CPU of shrinking those of which little is used
   */
  record Stacks(long usedBytes, int count, long shrinkNs) {}

  /** A part of the work, or what is left of it. */
  static final class Piece {
    private int kind;

    /** Scan work, bytes. */
    long bytes;

    /** CPU it takes, ns. */
    long ns;

    /** The part of {@link #bytes} that has been reported. */
    long reported;

    /** Whether there is a piece. */
    boolean isEmpty() {
      return bytes == 0 && ns == 0;
    }

    void clear() {
      bytes = 0;
      ns = 0;
      reported = 0;
    }
  }

  private final double rootsNs;
  private final double stackNs;
  private final double objectNs;
  private final double pointerNs;
  private final long[] bytesLeft = new long[KINDS];
  private final long[] nsLeft = new long[KINDS];
  private long rootBytes;
  private long stackBytes;
  private long allBytes;

  /** CPU of all that has been marked, in all cycles, ns. */
  private long markedNs;

  /** Whether some root has been marked, which led to objects. */
  private boolean rootsFound;

  /** Whether a P may have handed work on since all flushed their buffers. */
  private boolean handedOn;

  MarkWork(CostProfile costs) {
    rootsNs = costs.value(Cost.GC_MARK_ROOTS);
    stackNs = costs.value(Cost.GC_MARK_STACK);
    objectNs = costs.value(Cost.GC_MARK_OBJECT);
    pointerNs = costs.value(Cost.GC_MARK_POINTER);
  }

  /**
   * A cycle begins.
   *
   * @param globals bytes of variables with pointers
   */
  void begin(HeapContents live, long globals, Stacks stacks) {
    rootBytes = globals + stacks.usedBytes;
    stackBytes = stacks.usedBytes;
    bytesLeft[ROOTS] = rootBytes;
    nsLeft[ROOTS] = Math.round(rootsNs + stacks.count * stackNs) + stacks.shrinkNs;
    bytesLeft[TABLES] = live.objects() * ENTRY_BYTES;
    nsLeft[TABLES] = Math.round(live.objects() * objectNs);
    bytesLeft[SPANS] = live.scanBytes();
    nsLeft[SPANS] = Math.round(live.pointers() * pointerNs * pointerCost(live.linkedBytes()));
    rootsFound = false;
    handedOn = false;
    allBytes = rootBytes + bytesLeft[TABLES] + bytesLeft[SPANS];
  }

  /** Relative cost of following a pointer among {@code linkedBytes}. */
  static double pointerCost(long linkedBytes) {
    double mib = linkedBytes / BYTES_PER_MIB;
    if (mib <= LINKED_MIB[0]) {
      return POINTER_COST[0];
    }
    int upper = 1;
    while (upper < LINKED_MIB.length - 1 && mib > LINKED_MIB[upper]) {
      upper++;
    }
    double span = StrictMath.log(LINKED_MIB[upper] / LINKED_MIB[upper - 1]);
    double slope = StrictMath.log(POINTER_COST[upper] / POINTER_COST[upper - 1]) / span;
    return POINTER_COST[upper - 1]
        * StrictMath.exp(slope * StrictMath.log(mib / LINKED_MIB[upper - 1]));
  }

  /** All of this cycle's work, bytes. */
  long allBytes() {
    return allBytes;
  }

  /** Whether anything is left that nobody has taken. Source: {@code gcMarkWorkAvailable}. */
  boolean isAvailable() {
    return kindLeft() < KINDS;
  }

  private int kindLeft() {
    return kindLeft(ROOTS);
  }

  private int kindLeft(int first) {
    int kind = first;
    while (kind < KINDS && bytesLeft[kind] == 0 && nsLeft[kind] == 0) {
      kind++;
    }
    return kind;
  }

  /**
   * All Ps have flushed their buffers; returns whether some may have handed work on since they did
   * so last, as everybody does who marks objects. Source: {@code mgcwork.go:gcWork.flushedWork}.
   */
  boolean flushed() {
    boolean was = handedOn;
    handedOn = false;
    return was;
  }

  /** Takes at most {@code mostBytes} of work into {@code piece}; false if nothing is left. */
  boolean take(Piece piece, long mostBytes) {
    return take(piece, mostBytes, kindLeft());
  }

  /**
   * The same for an assist, which takes roots only if there is nothing else. Source: {@code
   * mgcmark.go:gcDrainN}.
   */
  boolean takeForAssist(Piece piece, long mostBytes) {
    int kind = rootsFound ? kindLeft(TABLES) : KINDS;
    return take(piece, mostBytes, kind < KINDS ? kind : kindLeft());
  }

  private boolean take(Piece piece, long mostBytes, int kind) {
    if (kind == KINDS) {
      return false;
    }
    handedOn |= kind != ROOTS;
    double share = 1;
    if (kind == ROOTS && nsLeft[ROOTS] > ROOT_PIECE_NS) {
      share = (double) ROOT_PIECE_NS / nsLeft[ROOTS];
    } else if (kind != ROOTS && bytesLeft[kind] > mostBytes && nsLeft[kind] > 0) {
      share = (double) mostBytes / bytesLeft[kind];
    }
    piece.kind = kind;
    piece.reported = 0;
    piece.bytes = share == 1 ? bytesLeft[kind] : Math.round(bytesLeft[kind] * share);
    piece.ns = share == 1 ? nsLeft[kind] : Math.round(nsLeft[kind] * share);
    bytesLeft[kind] -= piece.bytes;
    nsLeft[kind] -= piece.ns;
    return true;
  }

  /** {@code leftNs} of {@code piece} have not been done: others may take that. */
  void giveBack(Piece piece, long leftNs) {
    long bytes = Math.min(piece.bytes - piece.reported, share(piece, leftNs));
    bytesLeft[piece.kind] += bytes;
    nsLeft[piece.kind] += leftNs;
    piece.bytes -= bytes;
    piece.ns -= leftNs;
  }

  /** What {@code piece} holds now is marked: it is empty. */
  void finish(Piece piece) {
    markedNs += piece.ns;
    piece.clear();
  }

  /** CPU of all that has been marked, in all cycles, ns. */
  long markedNs() {
    return markedNs;
  }

  private static long share(Piece piece, long ns) {
    return piece.ns == 0 ? 0 : Math.round((double) piece.bytes * ns / piece.ns);
  }

  /**
   * Reports to {@code pacer} what of {@code piece} is done after {@code doneNs} of it and was not
   * reported before; returns that, bytes.
   */
  long report(Piece piece, long doneNs, Pacer pacer) {
    long done = doneNs >= piece.ns ? piece.bytes : share(piece, doneNs);
    long news = Math.max(0, done - piece.reported);
    piece.reported += news;
    if (news == 0) {
      return 0;
    }
    if (piece.kind == ROOTS) {
      rootsFound = true;
      long ofStacks = rootBytes == 0 ? 0 : Math.round((double) news * stackBytes / rootBytes);
      pacer.scanned(0, ofStacks, news - ofStacks);
    } else {
      pacer.scanned(news, 0, 0);
    }
    return news;
  }
}
