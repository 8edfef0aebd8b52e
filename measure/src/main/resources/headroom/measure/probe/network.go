package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"time"
)

const (
	batchSize  = 64
	holdNs     = oneMs
	sendShare  = 17.0 / 27 // of the CPU of an exchange, as on the reference machine: an estimate
	pauseAfter = time.Millisecond
)

// network measures exchanges of 8 bytes over loopback with another process on the first core; this process has the last
// one.
func network(cores []int) (sample, error) {
	peer, err := startEcho(cores[0])
	if err != nil {
		return nil, err
	}
	defer peer.end()
	if err := bindProcess(cores[len(cores)-1:]); err != nil {
		return nil, err
	}
	defer bindProcess(cores)
	values := sample{}
	onProcessors(1, func() {
		var cpuNs, restNs float64
		if cpuNs, err = batchExchanges(peer.address); err != nil {
			return
		}
		if restNs, err = singleExchanges(peer.address); err != nil {
			return
		}
		values["net.sendCpu"] = sendShare * cpuNs
		values["net.receiveCpu"] = (1 - sendShare) * cpuNs
		wake := goWakeUp()
		trace("cpu %.0f rest %.0f wake %.0f", cpuNs, restNs, wake)
		values["net.delivery"] = (restNs - cpuNs - wake) / 2
	})
	return values, err
}

// batchExchanges is the CPU of this process for an exchange, ns, if 64 goroutines exchange at once: threads hardly ever
// sleep then.
func batchExchanges(address string) (float64, error) {
	const rounds = 60
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
	exchangeAll := func(times int) error {
		for _, connection := range connections {
			go func() {
				var err error
				for range times {
					if _, err = exchange(connection, 0); err != nil {
						break
					}
				}
				failures <- err
			}()
		}
		var failure error
		for range connections {
			if err := <-failures; err != nil {
				failure = err
			}
		}
		return failure
	}
	if err := exchangeAll(2); err != nil {
		return 0, err
	}
	from := clockNs(processCPU)
	err := exchangeAll(rounds)
	return float64(clockNs(processCPU)-from) / (rounds * batchSize), err
}

// singleExchanges is what an exchange takes beyond the time that the peer holds it, ns: median of exchanges with pauses
// of 1 ms that are held for 1 ms, so that this core's idle gaps are 1 ms long.
func singleExchanges(address string) (float64, error) {
	connection, err := net.Dial("tcp4", address)
	if err != nil {
		return 0, err
	}
	defer connection.Close()
	rest := make([]float64, 100)
	for i := range rest {
		time.Sleep(pauseAfter)
		from := clockNs(monotonic)
		heldNs, err := exchange(connection, holdNs)
		if err != nil {
			return 0, err
		}
		rest[i] = float64(clockNs(monotonic)-from) - float64(heldNs)
	}
	return median(rest), nil
}

// exchange asks the peer to hold a message and returns for how long it really did, ns.
func exchange(connection net.Conn, holdNs int64) (heldNs int64, err error) {
	var message [8]byte
	binary.LittleEndian.PutUint64(message[:], uint64(holdNs))
	if _, err := connection.Write(message[:]); err != nil {
		return 0, fmt.Errorf("loopback: %w", err)
	}
	if _, err := io.ReadFull(connection, message[:]); err != nil {
		return 0, fmt.Errorf("loopback: %w", err)
	}
	return int64(binary.LittleEndian.Uint64(message[:])), nil
}
