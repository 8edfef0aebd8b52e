package headroom.model.workload.program;

import java.util.Arrays;

/** What a run has deferred: instructions that run in reverse order when a block ends or fails. */
final class DeferStack {
  private Instruction[] deferred = new Instruction[4];
  private int size;

  /** How many of them belong to no block and run when the program is over. */
  private int atTheEnd;

  boolean isEmpty() {
    return size == 0;
  }

  /** Runs {@code instruction} when the block ends or fails. */
  void push(Instruction instruction) {
    if (size == deferred.length) {
      deferred = Arrays.copyOf(deferred, 2 * size);
    }
    deferred[size++] = instruction;
  }

  /** Runs {@code instruction} in place of what was deferred last. */
  void replaceLast(Instruction instruction) {
    deferred[size - 1] = instruction;
  }

  /** Runs {@code instruction} when the program is over, after all that blocks have deferred. */
  void pushAtTheEnd(Instruction instruction) {
    push(instruction);
    System.arraycopy(deferred, atTheEnd, deferred, atTheEnd + 1, size - 1 - atTheEnd);
    deferred[atTheEnd++] = instruction;
  }

  /** What was deferred last, which is about to run. */
  Instruction pop() {
    return deferred[--size];
  }

  /** A new program begins; nothing is deferred any more. */
  void clear() {
    assert size == 0 : "a program has ended before what it deferred";
    atTheEnd = 0;
  }
}
