package headroom.model.go;

/** What ends a process of Go before its time. */
public sealed interface ExitCause {

  /** What Go prints before the stacks: one or two lines, the last with "fatal error" or "panic". */
  String words();

  /** All goroutines are asleep for good. Source: {@code runtime/proc.go:checkdead}. */
  record Deadlock() implements ExitCause {
    @Override
    public String words() {
      return "fatal error: all goroutines are asleep - deadlock!";
    }
  }

  /**
   * The program panics, and nobody recovers. Source: {@code runtime/panic.go:printpanics}.
   *
   * @param value such as {@code send on closed channel}
   */
  record Panic(String value) implements ExitCause {
    @Override
    public String words() {
      return "panic: " + value;
    }
  }

  /**
   * The runtime throws, which no recover stops. Source: {@code runtime/panic.go:fatal}.
   *
   * @param message such as {@code sync: unlock of unlocked mutex}
   */
  record Fatal(String message) implements ExitCause {
    @Override
    public String words() {
      return "fatal error: " + message;
    }
  }

  /**
   * The kernel kills the process, whose resident memory exceeds the container's limit. Source:
   * Linux {@code mm/oom_kill.c}, memory cgroup.
   *
   * @param residentBytes what the process has
   * @param limitBytes what it may have
   */
  record OutOfMemory(long residentBytes, long limitBytes) implements ExitCause {
    private static final long MIB = 1 << 20;

    @Override
    public String words() {
      return "killed (OOM): "
          + residentBytes / MIB
          + " MiB resident, the container has "
          + limitBytes / MIB
          + " MiB";
    }
  }

  /** A stack would exceed its limit. Source: {@code runtime/stack.go:newstack}. */
  record StackOverflow() implements ExitCause {
    @Override
    public String words() {
      return "runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow";
    }
  }

  /** More threads than the runtime allows. Source: {@code runtime/proc.go:checkmcount}. */
  record ThreadExhaustion() implements ExitCause {
    @Override
    public String words() {
      return "runtime: program exceeds 10000-thread limit\nfatal error: thread exhaustion";
    }
  }
}
