// Command cold says what a message costs a Go process, by how long it had been idle before: the CPU of the process and
// the round trip, seen by a client on another core. `cold server` serves one client, `cold client` measures. `cold timer`
// does the same with a goroutine that sleeps, `cold sleep` with a bare thread in nanosleep.
package main

import (
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"runtime"
	"sort"
	"syscall"
	"time"
	"unsafe"
)

const (
	address       = "127.0.0.1:7777"
	monotonic     = 1
	ofProcess     = 2
	ofThread      = 3
	askForCPU     = 1
	longestSeries = 3000
	seriesNs      = 2_000_000_000
)

var gapsNs = []int64{100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 30_000_000, 100_000_000}

// Whole milliseconds and a little, since epoll_wait waits whole ones.
var timersNs = []int64{1_100_000, 2_100_000, 3_100_000, 5_100_000, 10_100_000, 20_100_000, 50_100_000, 100_100_000}

func main() {
	runtime.LockOSThread()
	switch os.Args[1] {
	case "server":
		serve()
	case "client":
		measure()
	case "timer":
		pin(1)
		runtime.UnlockOSThread()
		wakeByTimers()
	case "sleep":
		pin(1)
		for _, gap := range gapsNs {
			times := repeats(gap)
			before := clock(ofThread)
			for range times {
				sleep(gap)
			}
			fmt.Printf("%5.1f ms: %.1f us of CPU a wake-up\n", float64(gap)/1e6, perTime(before, clock(ofThread), times))
		}
	}
}

// serve hands every message to a second goroutine, as an acceptor does, and answers.
func serve() {
	pin(1)
	runtime.UnlockOSThread()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		panic(err)
	}
	connection, err := listener.Accept()
	if err != nil {
		panic(err)
	}
	jobs, done := make(chan struct{}), make(chan struct{})
	go func() {
		for range jobs {
			done <- struct{}{}
		}
	}()
	message := make([]byte, 8)
	for {
		if _, err := connection.Read(message); err != nil {
			return
		}
		if message[0] == askForCPU {
			binary.LittleEndian.PutUint64(message, uint64(clock(ofProcess)))
		} else {
			jobs <- struct{}{}
			<-done
		}
		connection.Write(message)
	}
}

func wakeByTimers() {
	jobs, done := make(chan struct{}), make(chan struct{})
	go func() {
		for range jobs {
			done <- struct{}{}
		}
	}()
	for _, gap := range timersNs {
		times := repeats(gap)
		before := clock(ofProcess)
		for range times {
			time.Sleep(time.Duration(gap))
			jobs <- struct{}{}
			<-done
		}
		fmt.Printf("%5.1f ms: %.0f us of CPU each time\n", float64(gap)/1e6, perTime(before, clock(ofProcess), times))
	}
}

func measure() {
	pin(0)
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		panic(err)
	}
	for syscall.Connect(socket, &syscall.SockaddrInet4{Port: 7777, Addr: [4]byte{127, 0, 0, 1}}) != nil {
		time.Sleep(50 * time.Millisecond)
	}
	syscall.SetsockoptInt(socket, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1)
	exchange := func(kind byte) uint64 {
		message := make([]byte, 8)
		message[0] = kind
		syscall.Write(socket, message)
		syscall.Read(socket, message)
		return binary.LittleEndian.Uint64(message)
	}
	for _, gap := range gapsNs {
		times := repeats(gap)
		took := make([]int64, times)
		before := int64(exchange(askForCPU))
		for i := range took {
			sleep(gap)
			start := clock(monotonic)
			exchange(0)
			took[i] = clock(monotonic) - start
		}
		after := int64(exchange(askForCPU))
		sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
		fmt.Printf("%5.1f ms: %.0f us of CPU a message, round trip %.0f us\n",
			float64(gap)/1e6, perTime(before, after, times), float64(took[times/2])/1e3)
	}
}

func repeats(gapNs int64) int { return max(20, min(longestSeries, int(seriesNs/gapNs))) }

func perTime(before, after int64, times int) float64 {
	return float64(after-before) / float64(times) / 1e3
}

func clock(id uintptr) int64 {
	var now syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, id, uintptr(unsafe.Pointer(&now)), 0)
	return now.Nano()
}

func sleep(ns int64) {
	length := syscall.NsecToTimespec(ns)
	syscall.RawSyscall(syscall.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&length)), 0, 0)
}

func pin(core int) {
	cores := [16]uint64{1 << uint(core)}
	syscall.RawSyscall(syscall.SYS_SCHED_SETAFFINITY, 0, unsafe.Sizeof(cores), uintptr(unsafe.Pointer(&cores)))
}
