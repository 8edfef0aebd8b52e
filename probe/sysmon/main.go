// Command sysmon computes for a while for each message that it reads and prints when, in a burst,
// something interrupts it. Its client is in the directory client.
package main

import (
	"fmt"
	"net"
	"os"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

const (
	chunks      = 200
	bins        = 20
	interrupted = 6 * time.Microsecond
)

var (
	sink atomic.Uint64
	busy atomic.Int32
)

func work(n int) {
	x := uint64(88172645463325252)
	for range n {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	sink.Add(x)
}

// loopsFor returns the loops that take d on an idle core.
func loopsFor(d time.Duration) int {
	const n = 1_000_000
	best := time.Hour
	for range 60 {
		start := time.Now()
		work(n)
		best = min(best, time.Since(start))
	}
	return int(float64(n) * float64(d) / float64(best))
}

// burst computes in chunks and returns how long each took.
func burst(loops int) []time.Duration {
	took := make([]time.Duration, chunks)
	last := time.Now()
	for i := range took {
		work(loops / chunks)
		now := time.Now()
		took[i] = now.Sub(last)
		last = now
	}
	return took
}

// Usage: sysmon BURST COUNT, for instance sysmon 5ms 400.
func main() {
	length, err := time.ParseDuration(os.Args[1])
	if err != nil {
		panic(err)
	}
	count, err := strconv.Atoi(os.Args[2])
	if err != nil {
		panic(err)
	}
	loops := loopsFor(length)
	listener, err := net.Listen("tcp", "127.0.0.1:9911")
	if err != nil {
		panic(err)
	}
	conn, err := listener.Accept()
	if err != nil {
		panic(err)
	}
	jobs := make(chan struct{}, 4096)
	var lock sync.Mutex
	var alone [][]time.Duration
	for range 8 {
		go func() {
			for range jobs {
				before := busy.Add(1)
				took := burst(loops)
				if after := busy.Add(-1); before == 1 && after == 0 {
					lock.Lock()
					alone = append(alone, took)
					lock.Unlock()
				}
			}
		}()
	}
	buf := make([]byte, 8)
	for range count {
		if _, err := conn.Read(buf); err != nil {
			break
		}
		jobs <- struct{}{}
	}
	time.Sleep(100 * time.Millisecond)
	lock.Lock()
	defer lock.Unlock()
	report(alone, length)
}

func report(bursts [][]time.Duration, length time.Duration) {
	var hit [bins]int
	var total []float64
	slow := 0
	for _, took := range bursts {
		var sum time.Duration
		var inBin [bins]int
		for i, t := range took {
			sum += t
			if t > length/chunks+interrupted {
				inBin[i*bins/chunks]++
			}
		}
		for b, n := range inBin {
			if n >= 2 {
				hit[b]++
			}
		}
		if sum > length*11/10 && sum < length*3/2 {
			slow++
		}
		total = append(total, sum.Seconds()*1e3)
	}
	n := float64(len(bursts))
	sort.Float64s(total)
	fmt.Printf("%d bursts alone, of which %.2f took 10 to 50 %% more; P25 %.2f P50 %.2f P75 %.2f P90 %.2f ms\n",
		len(bursts), float64(slow)/n, total[len(total)/4], total[len(total)/2], total[len(total)*3/4], total[len(total)*9/10])
	fmt.Printf("interrupted twice or more in each %v:", length/bins)
	for _, h := range hit {
		fmt.Printf(" %.2f", float64(h)/n)
	}
	fmt.Println()
}
