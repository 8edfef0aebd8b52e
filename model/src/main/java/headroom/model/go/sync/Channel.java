package headroom.model.go.sync;

import headroom.model.go.Goroutine;
import headroom.model.go.ProcessExitException;
import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Scheduler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A channel: a buffer, and goroutines that wait in order of arrival on either side. A value goes
 * directly to a waiting receiver. Source: {@code runtime/chan.go:send}, {@code recv}, {@code
 * closechan}. Select over several channels is left out, but for a wait that a context may end.
 *
 * @param <T> the values
 */
public final class Channel<T> {
  private final Scheduler scheduler;
  private final Class<T> type;
  private final long capacity;
  private boolean closed;
  private final ArrayDeque<T> buffer = new ArrayDeque<>();
  private final ArrayDeque<Goroutine> receivers = new ArrayDeque<>();
  private final ArrayDeque<Goroutine> senders = new ArrayDeque<>();

  /** A channel with room for {@code capacity} values, 0 for an unbuffered one. */
  public Channel(Scheduler scheduler, Class<T> type, long capacity) {
    this.scheduler = scheduler;
    this.type = type;
    this.capacity = capacity;
  }

  /** Values in the buffer. */
  public int length() {
    return buffer.size();
  }

  /**
   * Sends without waiting; returns false if nobody receives and the buffer is full.
   *
   * @throws ProcessExitException if it is closed
   */
  public boolean trySend(T value) {
    if (closed) {
      throw ProcessExitException.panic("send on closed channel");
    }
    Goroutine receiver = receivers.pollFirst();
    if (receiver != null) {
      receiver.element = value;
      scheduler.ready(receiver);
      return true;
    }
    if (buffer.size() < capacity) {
      buffer.addLast(value);
      return true;
    }
    return false;
  }

  /** Parks {@code sender}, for which {@link #trySend} found no room, until its value is taken. */
  public void parkSender(Goroutine sender, T value) {
    sender.element = value;
    senders.addLast(sender);
    scheduler.park(sender, WaitReason.CHANNEL_SEND);
  }

  /**
   * A parked sender runs again, and its wait was not cancelled.
   *
   * @throws ProcessExitException if the channel was closed
   */
  public void resumeSender() {
    if (closed) {
      throw ProcessExitException.panic("send on closed channel");
    }
  }

  /** Receives without waiting; null if there is nothing. */
  public @Nullable T tryReceive() {
    T value = buffer.pollFirst();
    Goroutine sender = senders.pollFirst();
    if (sender == null) {
      return value;
    }
    T sent = takeHanded(sender);
    if (sent == null) {
      throw new IllegalStateException("goroutine " + sender.id + " sends nothing");
    }
    scheduler.ready(sender);
    if (value == null) {
      return sent;
    }
    buffer.addLast(sent);
    return value;
  }

  /**
   * Parks {@code receiver}, for which {@link #tryReceive} found nothing; it is readied with the
   * value as its element.
   */
  public void parkReceiver(Goroutine receiver) {
    receivers.addLast(receiver);
    scheduler.park(receiver, WaitReason.CHANNEL_RECEIVE);
  }

  /** Before the start: {@code receiver} is born waiting here. */
  public void bornReceiving(Goroutine receiver) {
    receivers.addLast(receiver);
    scheduler.bornParked(receiver, WaitReason.CHANNEL_RECEIVE);
  }

  /** Takes the value that was is handed to, or by, {@code goroutine}; null if none is. */
  public @Nullable T takeHanded(Goroutine goroutine) {
    Object handed = goroutine.element;
    goroutine.element = null;
    return handed == null ? null : type.cast(handed);
  }

  /** Whether it has been closed. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Closes the channel: whoever waits is readied and finds it closed. The first one to run is the
   * one that has waited longest, then the others from the last to the second: {@code closechan}
   * collects them on a stack.
   *
   * @throws ProcessExitException if it is closed already
   */
  public void close() {
    if (closed) {
      throw ProcessExitException.panic("close of closed channel");
    }
    closed = true;
    while (!senders.isEmpty()) {
      Goroutine sender = senders.removeLast();
      sender.element = null;
      scheduler.ready(sender);
    }
    while (!receivers.isEmpty()) {
      scheduler.ready(receivers.removeLast());
    }
  }

  /** Ends the wait of {@code goroutine} and readies it; false if it does not wait any more. */
  public boolean cancel(Goroutine goroutine) {
    boolean waited =
        goroutine.waitReason() == WaitReason.CHANNEL_RECEIVE
            ? receivers.removeFirstOccurrence(goroutine)
            : senders.removeFirstOccurrence(goroutine);
    if (waited) {
      goroutine.element = null;
      scheduler.ready(goroutine);
    }
    return waited;
  }
}
