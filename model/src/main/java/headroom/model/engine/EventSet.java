package headroom.model.engine;

import java.util.Arrays;

/**
 * The pending events of a model, ordered by time, then kind, then insertion: a heap with four
 * children a node in two arrays of {@code long}. Adding and removing allocate nothing once the
 * arrays have grown to the largest number pending.
 *
 * <p>An event is a time and a tag; the tag holds kind (5 bits), insertion sequence (35 bits) and
 * subject (24 bits), so that comparing tags compares kind and sequence. Source of the layout:
 * Larkin, Sen and Tarjan (2014), "A Back-to-Basics Empirical Study of Priority Queues", whose
 * implicit 4-ary heap is the fastest for few pending events.
 */
public final class EventSet {
  /** The largest kind. */
  public static final int MAX_KIND = 31;

  /** The largest subject. */
  public static final int MAX_SUBJECT = (1 << 24) - 1;

  /**
   * One more than the largest insertion sequence: events that one set can take between two calls of
   * {@link #clear}.
   */
  static final long SEQUENCES = 1L << 35;

  private static final int SUBJECT_BITS = 24;
  private static final int KIND_SHIFT = 59;
  private static final int KIND_BIAS = 16; // makes the signed order of tags the order of kinds
  private static final int FIRST_CAPACITY = 256;

  private long[] times = new long[FIRST_CAPACITY];
  private long[] tags = new long[FIRST_CAPACITY];
  private int size;

  /**
   * Whether the root is a hole, which the next event to be added fills: handlers mostly schedule
   * one, which then costs one way through the heap in place of two.
   */
  private boolean rootIsVacant;

  private long sequence;

  /** Removes all events and starts the insertion sequence anew. */
  public void clear() {
    size = 0;
    rootIsVacant = false;
    sequence = 0;
  }

  /** Whether no event is pending. */
  public boolean isEmpty() {
    return size() == 0;
  }

  /** The number of pending events. */
  public int size() {
    return rootIsVacant ? size - 1 : size;
  }

  /** The time of the first event, ns; {@link Long#MAX_VALUE} if none is pending. */
  public long firstTimeNs() {
    fillRoot();
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** The tag of the first event; meaningless if none is pending. */
  public long firstTag() {
    fillRoot();
    return tags[0];
  }

  /** The kind in a tag, from 0 to {@link #MAX_KIND}. */
  public static int kindOf(long tag) {
    return (int) (tag >> KIND_SHIFT) + KIND_BIAS;
  }

  /** The subject in a tag, from 0 to {@link #MAX_SUBJECT}. */
  public static int subjectOf(long tag) {
    return (int) tag & MAX_SUBJECT;
  }

  /**
   * Adds an event.
   *
   * @throws IllegalArgumentException if kind or subject is out of range
   * @throws IllegalStateException after {@code 2^35} events
   */
  public void add(long timeNs, int kind, int subject) {
    if ((kind & ~MAX_KIND) != 0 || (subject & ~MAX_SUBJECT) != 0 || sequence >= SEQUENCES) {
      throw rejected(kind, subject);
    }
    long tag = ((long) (kind - KIND_BIAS) << KIND_SHIFT) | (sequence++ << SUBJECT_BITS) | subject;
    if (rootIsVacant) {
      rootIsVacant = false;
      siftDown(timeNs, tag, size);
      return;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      tags = Arrays.copyOf(tags, 2 * size);
    }
    siftUp(size++, timeNs, tag);
  }

  /** Removes the first event; at least one must be pending. */
  public void removeFirst() {
    fillRoot();
    assert size > 0 : "no event to remove";
    rootIsVacant = true;
  }

  /** Removes the first event and returns its tag; at least one must be pending. */
  long takeFirst() {
    removeFirst();
    return tags[0]; // as long as nothing is added
  }

  private void fillRoot() {
    if (rootIsVacant) {
      rootIsVacant = false;
      int last = --size;
      siftDown(times[last], tags[last], last);
    }
  }

  /** Sets the insertion sequence, so that a test need not add 2^35 events. */
  void startSequenceAt(long next) {
    sequence = next;
  }

  private RuntimeException rejected(int kind, int subject) {
    if ((kind & ~MAX_KIND) != 0) {
      return new IllegalArgumentException("kind " + kind + " is not in 0.." + MAX_KIND);
    }
    if ((subject & ~MAX_SUBJECT) != 0) {
      return new IllegalArgumentException("subject " + subject + " is not in 0.." + MAX_SUBJECT);
    }
    return new IllegalStateException("more than " + SEQUENCES + " events in one replication");
  }

  private void siftUp(int from, long time, long tag) {
    long[] heapTimes = times;
    long[] heapTags = tags;
    int hole = from;
    while (hole > 0) {
      int parent = (hole - 1) >> 2;
      long parentTime = heapTimes[parent];
      if (parentTime < time || (parentTime == time && heapTags[parent] < tag)) {
        break;
      }
      heapTimes[hole] = parentTime;
      heapTags[hole] = heapTags[parent];
      hole = parent;
    }
    heapTimes[hole] = time;
    heapTags[hole] = tag;
  }

  /** Fills the hole at the root with the event (time, tag) in a heap of {@code count} events. */
  private void siftDown(long time, long tag, int count) {
    long[] heapTimes = times;
    long[] heapTags = tags;
    int hole = 0;
    int child = 1;
    while (child < count) {
      int least = leastOfFour(heapTimes, heapTags, child, count);
      long leastTime = heapTimes[least];
      if (leastTime > time || (leastTime == time && heapTags[least] > tag)) {
        break;
      }
      heapTimes[hole] = leastTime;
      heapTags[hole] = heapTags[least];
      hole = least;
      child = 4 * hole + 1;
    }
    heapTimes[hole] = time;
    heapTags[hole] = tag;
  }

  /**
   * The least of up to four siblings from {@code first}; whole families are compared in pairs,
   * which branches less.
   */
  private static int leastOfFour(long[] heapTimes, long[] heapTags, int first, int count) {
    if (first + 3 < count) {
      int left = lesser(heapTimes, heapTags, first, first + 1);
      int right = lesser(heapTimes, heapTags, first + 2, first + 3);
      return lesser(heapTimes, heapTags, left, right);
    }
    int least = first;
    for (int i = first + 1; i < count; i++) {
      least = lesser(heapTimes, heapTags, least, i);
    }
    return least;
  }

  private static int lesser(long[] heapTimes, long[] heapTags, int a, int b) {
    long timeA = heapTimes[a];
    long timeB = heapTimes[b];
    if (timeA == timeB) {
      return heapTags[a] < heapTags[b] ? a : b;
    }
    return timeA < timeB ? a : b;
  }
}
