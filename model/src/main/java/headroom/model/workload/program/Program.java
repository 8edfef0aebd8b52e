package headroom.model.workload.program;

/**
 * Steps, compiled once into instructions that goroutines execute. Immutable, shared by goroutines.
 */
public final class Program {
  private final Instruction[] instructions;
  private final int slots;

  Program(Instruction[] instructions, int slots) {
    this.instructions = instructions;
    this.slots = slots;
  }

  int length() {
    return instructions.length;
  }

  Instruction at(int index) {
    return instructions[index];
  }

  /** How many counters of executions and rounds a run needs. */
  int slots() {
    return slots;
  }
}
