package headroom.model.go.scheduler;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.Goroutine;
import headroom.model.go.WaitReason;
import headroom.model.kernel.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Messages that goroutines send and wait for, and the process on the same machine that is at the
 * other end, if there is one. Who notices that a message has come is {@link Netpoll}.
 */
public final class Network {
  private final Scheduler scheduler;
  private final HeadroomSimulator simulator;
  private final Netpoll netpoll;
  private final long deliveryNs;
  private final @Nullable Peer peer;

  Network(
      Scheduler scheduler, RuntimeState runtime, CostProfile costs, Netpoll netpoll, int cores) {
    this.scheduler = scheduler;
    this.netpoll = netpoll;
    simulator = runtime.simulator();
    deliveryNs = costs.ns(Cost.NET_DELIVERY);
    long peerCpuNs = costs.ns(Cost.PEER_CPU);
    peer = cores > 1 && peerCpuNs > 0 ? new Peer(runtime.cpu(), peerCpuNs) : null;
  }

  /**
   * Parks the running goroutine until the answer to a message that leaves now, which the peer holds
   * for {@code holdNs}.
   */
  public void parkForAnswer(Goroutine goroutine, long holdNs) {
    scheduler.park(goroutine, WaitReason.IO_WAIT);
    readyAt(goroutine, simulator.now() + 2 * deliveryNs + holdNs);
    if (peer != null) {
      peer.message(Math.max(1, deliveryNs));
    }
  }

  /** A client on the same machine sends or receives a message, which takes time of core 0. */
  public void peerWorks() {
    if (peer != null) {
      peer.message(0);
    }
  }

  /**
   * The descriptor on which {@code goroutine} is parked, or will be, becomes readable at {@code
   * timeNs}.
   */
  public void readyAt(Goroutine goroutine, long timeNs) {
    goroutine.networkDueNs = timeNs;
    simulator.schedule(timeNs, RuntimeEvents.NETWORK_READY, goroutine.id);
  }

  /** The descriptor on which {@code goroutine} is parked becomes readable, as announced. */
  void onReady(Goroutine goroutine) {
    peerWorks();
    if (goroutine.networkDueNs == simulator.now()) {
      goroutine.networkDueNs = -1;
      ready(goroutine);
    }
  }

  /**
   * The running goroutine ends the wait of {@code goroutine} on the network and readies it; returns
   * false if it does not wait there any more. Source: {@code netpoll.go:netpollunblock}.
   */
  public boolean interruptWait(Goroutine goroutine) {
    if (goroutine.waitReason() != WaitReason.IO_WAIT) {
      return false;
    }
    goroutine.networkDueNs = -1;
    netpoll.unpark(goroutine);
    scheduler.ready(goroutine);
    return true;
  }

  /** The descriptor on which {@code goroutine} is parked becomes readable now. */
  public void ready(Goroutine goroutine) {
    netpoll.becomesReady(goroutine);
  }
}
