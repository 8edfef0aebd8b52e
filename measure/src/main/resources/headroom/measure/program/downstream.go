package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"syscall"
	"unsafe"
)

// downstream is the service that io and call steps wait for. It holds every request for the time asked and answers
// with the time that it really held it.
type downstream struct {
	held    heldRequests
	message [8]byte
}

// heldRequest is a request that waits for its answer.
type heldRequest struct {
	fd                int
	receivedNs, dueNs int64
}

// receive takes a request of 8 bytes: the nanoseconds to hold it.
func (d *downstream) receive(fd int) error {
	count, _, errno := syscall.RawSyscall(syscall.SYS_READ, uintptr(fd), uintptr(unsafe.Pointer(&d.message[0])), 8)
	if errno == syscall.EAGAIN {
		return nil
	}
	if errno != 0 || count == 0 {
		syscall.Close(fd)
		return nil
	}
	if count != 8 {
		return fmt.Errorf("the downstream received %d bytes instead of 8", count)
	}
	now := monotonicNs()
	d.held.add(heldRequest{fd, now, now + int64(binary.LittleEndian.Uint64(d.message[:]))})
	return nil
}

// answerDue answers what has been held long enough and returns the instant of the next answer, or the largest number.
func (d *downstream) answerDue() int64 {
	for len(d.held) > 0 {
		now := monotonicNs()
		first := d.held[0]
		if first.dueNs > now {
			return first.dueNs
		}
		d.held.removeFirst()
		binary.LittleEndian.PutUint64(d.message[:], uint64(now-first.receivedNs))
		syscall.RawSyscall(syscall.SYS_WRITE, uintptr(first.fd), uintptr(unsafe.Pointer(&d.message[0])), 8)
	}
	return math.MaxInt64
}

// heldRequests is a binary heap, the request that is due first at the top. Package container/heap would allocate for
// every request.
type heldRequests []heldRequest

func (h *heldRequests) add(request heldRequest) {
	requests := append(*h, request)
	*h = requests
	for at := len(requests) - 1; at > 0; {
		parent := (at - 1) / 2
		if requests[parent].dueNs <= requests[at].dueNs {
			return
		}
		requests[parent], requests[at] = requests[at], requests[parent]
		at = parent
	}
}

func (h *heldRequests) removeFirst() {
	last := len(*h) - 1
	requests := (*h)[:last]
	if last > 0 {
		requests[0] = (*h)[last]
	}
	*h = requests
	for at := 0; ; {
		child := 2*at + 1
		if child >= last {
			return
		}
		if child+1 < last && requests[child+1].dueNs < requests[child].dueNs {
			child++
		}
		if requests[at].dueNs <= requests[child].dueNs {
			return
		}
		requests[at], requests[child] = requests[child], requests[at]
		at = child
	}
}
