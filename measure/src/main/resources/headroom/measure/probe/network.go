package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"net"
	"time"
)

const (
	batchSize = 16
	sendShare = 17.0 / 27 // of the CPU of an exchange, as on the reference machine: an estimate
	// os.coldAfter and net.coldAfter of the model, and what a message's code costs after long idleness, with which a
	// thread's wake-up costs 1: as on the reference machine.
	threadColdAfterNs  = 45e6
	messageColdAfterNs = 8e6
	messageOverThread  = 131.0 / 220
	// Distance of p10 and p90 of a normal distribution in standard deviations.
	tenToNinety = 2.563
)

// holds are for how long the peer holds a message, so how long this core is idle before the answer comes, and how often.
var holds = []struct {
	ns    int64
	count int
}{{shortHoldNs, 200}, {300_000, 150}, {oneMs, 150}, {3_000_000, 40}, {10_000_000, 20}, {longHoldNs, 16}}

const (
	shortHoldNs   = 50_000
	longHoldNs    = 20_000_000
	shortestGapNs = 300_000
	batchHoldNs   = 5_000_000
	// A longer rest was no wake-up: the core was another program's.
	longestRestNs = 1_000_000
)

// network measures exchanges of 8 bytes over loopback with another process on the first core; this process has the last
// one. What an exchange takes beyond the hold, its rest, is CPU, two deliveries and a wake-up; only the wake-up depends
// on for how long the core was idle. So rests tell by how much wake-ups differ, and os.wake what they are at 1 ms.
func network(cores []int) (sample, error) {
	if len(cores) < 2 {
		return nil, fmt.Errorf("it needs two cores, one for each end")
	}
	peer, err := startEcho(cores[0])
	if err != nil {
		return nil, err
	}
	defer peer.end()
	if err := bindProcess(cores[len(cores)-1:]); err != nil {
		return nil, err
	}
	defer bindProcess(cores)
	var values sample
	onProcessors(1, func() {
		var cpuNs float64
		var held heldExchange
		if cpuNs, err = batchExchanges(peer.address); err != nil {
			return
		}
		if held, err = heldExchanges(peer.address); err != nil {
			return
		}
		woken, _ := wakeUps()
		values = wakesFromRests(held.restsNs, woken["os.wake"])
		values["os.wakeColdCpu"] = held.threadRefillNs()
		values["net.coldRefill"] = messageOverThread * held.threadRefillNs()
		values["os.wake"] = woken["os.wake"]
		values["net.sendCpu"] = sendShare * cpuNs
		values["net.receiveCpu"] = (1 - sendShare) * cpuNs
		values["net.delivery"] = (quantile(held.restsNs[oneMs], 0.5) - cpuNs - woken["os.wake"]) / 2
	})
	return values, err
}

// wakesFromRests tells how wake-ups depend on the idle gap and how they vary. Rests are sorted, by the hold.
func wakesFromRests(rests map[int64][]float64, wakeNs float64) sample {
	var logGap, medians, weights []float64
	for _, hold := range holds {
		rest := rests[hold.ns]
		if hold.ns >= shortestGapNs {
			logGap = append(logGap, math.Log(float64(hold.ns)/oneMs))
			medians = append(medians, quantile(rest, 0.5))
			weights = append(weights, 1)
		}
	}
	usual := rests[oneMs]
	othersNs := quantile(usual, 0.5) - wakeNs
	_, coldness := line(logGap, medians, weights)
	sigma := math.Log((quantile(usual, 0.9)-othersNs)/(quantile(usual, 0.1)-othersNs)) / tenToNinety
	return sample{
		"os.wakeColdness": coldness,
		"os.wakeMin":      quantile(rests[shortHoldNs], 0.5) - othersNs,
		"os.wakeMax":      quantile(rests[longHoldNs], 0.9) - othersNs,
		"os.wakeCv":       math.Sqrt(math.Exp(sigma*sigma) - 1),
	}
}

// batchExchanges is the CPU of this process for an exchange, ns, if a batch of goroutines does one each, after a pause. The
// peer holds all until the same instant, so that this process sleeps once in a batch.
func batchExchanges(address string) (float64, error) {
	const bursts, pause = 20, 3 * time.Millisecond
	connections := make([]net.Conn, batchSize)
	for i := range connections {
		connection, err := net.Dial("tcp4", address)
		if err != nil {
			return 0, err
		}
		defer connection.Close()
		connections[i] = connection
	}
	failures := make(chan error, batchSize)
	var usedNs int64
	for burst := 0; burst <= bursts; burst++ {
		time.Sleep(pause)
		from := clockNs(processCPU)
		untilNs := clockNs(monotonic) + batchHoldNs
		for _, connection := range connections {
			go func() {
				_, err := exchange(connection, untilNs)
				failures <- err
			}()
		}
		for range connections {
			if err := <-failures; err != nil {
				return 0, err
			}
		}
		if burst > 0 { // in the first one the peer accepts the connections
			usedNs += clockNs(processCPU) - from
		}
	}
	return float64(usedNs) / (bursts * batchSize), nil
}

// heldExchange is what an exchange takes, by the time that the peer holds it.
type heldExchange struct {
	// Beyond that time, sorted.
	restsNs map[int64][]float64
	// CPU of this process, median.
	cpuNs map[int64]float64
}

// threadRefillNs is the CPU that a thread's wake-up takes more after endless idleness than after none. An exchange takes
// that and what its own code takes, each by its law.
func (h heldExchange) threadRefillNs() float64 {
	lost := func(holdNs int64) float64 {
		gone := func(afterNs float64) float64 { return 1 - math.Exp(-float64(holdNs)/afterNs) }
		return gone(threadColdAfterNs) + messageOverThread*gone(messageColdAfterNs)
	}
	return (h.cpuNs[longHoldNs] - h.cpuNs[shortestGapNs]) / (lost(longHoldNs) - lost(shortestGapNs))
}

func heldExchanges(address string) (heldExchange, error) {
	held := heldExchange{map[int64][]float64{}, map[int64]float64{}}
	connection, err := net.Dial("tcp4", address)
	if err != nil {
		return held, err
	}
	defer connection.Close()
	for _, hold := range holds {
		used := make([]float64, 0, hold.count)
		for range hold.count {
			usedBefore := clockNs(processCPU)
			from := clockNs(monotonic)
			heldNs, err := exchange(connection, from+hold.ns)
			if err != nil {
				return held, err
			}
			if restNs := clockNs(monotonic) - from - heldNs; restNs < longestRestNs {
				held.restsNs[hold.ns] = append(held.restsNs[hold.ns], float64(restNs))
			}
			used = append(used, float64(clockNs(processCPU)-usedBefore))
		}
		held.cpuNs[hold.ns] = median(used)
		sorted(held.restsNs[hold.ns])
	}
	return held, nil
}

// exchange asks the peer to hold a message until an instant and returns for how long it really did, ns.
func exchange(connection net.Conn, untilNs int64) (heldNs int64, err error) {
	var message [8]byte
	binary.LittleEndian.PutUint64(message[:], uint64(untilNs))
	if _, err := connection.Write(message[:]); err != nil {
		return 0, fmt.Errorf("loopback: %w", err)
	}
	if _, err := io.ReadFull(connection, message[:]); err != nil {
		return 0, fmt.Errorf("loopback: %w", err)
	}
	return int64(binary.LittleEndian.Uint64(message[:])), nil
}
