// Command blocking runs the programs that examples 25 to 27, 29 and 30 describe, so that what they
// say can be held to Go.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"time"
)

var (
	program  = flag.String("program", "", "logging, convoy, rwmutex, tickers, locked or write")
	duration = flag.Duration("duration", 20*time.Second, "time in which requests arrive")
	rate     = flag.Float64("rate", 0, "requests a second; 0: as in the example")
	share    = flag.Float64("share", 0.001, "of the requests that reload or write")
	lines    = flag.Int("lines", 10, "of log, for each request")
	between  = flag.Duration("between", 20*time.Microsecond, "computing before each line")
	write    = flag.Duration("write", 5*time.Microsecond, "what writing a line takes")
	leak     = flag.Bool("leak", false, "leave the tickers running")
	lock     = flag.Bool("lock", false, "lock the goroutine to its thread")
	outside  = flag.Bool("outside", false, "ask before taking the mutex")
	seed     = flag.Uint64("seed", 1, "of the draws")

	perMicrosecond float64
	kept           uint64
)

func spin(n int) uint64 {
	x := uint64(n) | 1
	for range n {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return x
}

// calibrate finds how many rounds take a microsecond on a core that nobody else uses: the shortest of many.
func calibrate() {
	shortest := time.Hour
	for range 4000 {
		began := time.Now()
		kept += spin(20_000)
		shortest = min(shortest, time.Since(began))
	}
	perMicrosecond = 20_000 / (float64(shortest) / 1e3)
}

func compute(d time.Duration) {
	if spin(int(float64(d)/1e3*perMicrosecond)) == 0 {
		panic("xorshift never reaches 0")
	}
}

// cpu is what the process has used so far.
func cpu() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func switches() int64 {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return usage.Nvcsw
}

// A handler serves request number i, whose kind was drawn as a number from 0 to 1.
type handler func(i int, kind float64, r *rand.Rand) (class string)

// serve runs a goroutine for each of the requests, which arrive as a Poisson process, and prints the
// latencies of each class from the intended arrival.
func serve(perSecond float64, handle handler) {
	if *rate > 0 {
		perSecond = *rate
	}
	random := rand.New(rand.NewPCG(*seed, 1))
	n := int(perSecond * duration.Seconds())
	latency := make([]time.Duration, n)
	class := make([]string, n)
	var all sync.WaitGroup
	usedBefore, switchesBefore := cpu(), switches()
	began := time.Now()
	due := time.Duration(0)
	for i := range n {
		due += time.Duration(random.ExpFloat64() / perSecond * 1e9)
		if wait := due - time.Since(began); wait > 0 {
			time.Sleep(wait)
		}
		due, kind, draws := due, random.Float64(), random.Uint64()
		all.Go(func() {
			class[i] = handle(i, kind, rand.New(rand.NewPCG(draws, 2)))
			latency[i] = time.Since(began) - due
		})
	}
	all.Wait()
	took := time.Since(began)
	used := cpu() - usedBefore
	of := map[string][]time.Duration{}
	for i, c := range class {
		of[c] = append(of[c], latency[i])
	}
	for c, times := range of {
		slices.Sort(times)
		at := func(q float64) float64 { return float64(times[int(q*float64(len(times)))]) / 1e6 }
		fmt.Printf("%-8s %7d requests, p50 %.3f p99 %.3f p99.9 %.3f ms\n", c, len(times), at(.5), at(.99), at(.999))
	}
	fmt.Printf("%.0f/s, %.3f cores, %.1f us of CPU a request, %.0f voluntary switches a second, %d goroutines at the end\n",
		float64(n)/took.Seconds(), used.Seconds()/took.Seconds(), float64(used)/1e3/float64(n), float64(switches()-switchesBefore)/took.Seconds(), runtime.NumGoroutine())
}

// slowWriter takes CPU for each line, as a write system call does.
type slowWriter struct{}

func (slowWriter) Write(p []byte) (int, error) {
	compute(*write)
	return len(p), nil
}

func logging() {
	logger := log.New(slowWriter{}, "", 0)
	serve(2500, func(int, float64, *rand.Rand) string {
		for range *lines {
			compute(*between)
			logger.Print("a line")
		}
		return "request"
	})
}

func convoy() {
	var index sync.Mutex
	serve(500, func(_ int, kind float64, r *rand.Rand) string {
		if kind < *share {
			if *outside {
				time.Sleep(100 * time.Millisecond)
			}
			index.Lock()
			if !*outside {
				time.Sleep(100 * time.Millisecond)
			}
			compute(20 * time.Microsecond)
			index.Unlock()
			return "reload"
		}
		compute(time.Duration(r.ExpFloat64() * 200e3))
		index.Lock()
		compute(20 * time.Microsecond)
		index.Unlock()
		return "lookup"
	})
}

func rwmutex() {
	var index sync.RWMutex
	serve(500, func(_ int, kind float64, _ *rand.Rand) string {
		switch {
		case kind < *share:
			index.Lock()
			compute(20 * time.Microsecond)
			index.Unlock()
			return "write"
		case kind < *share+0.01:
			index.RLock()
			time.Sleep(200 * time.Millisecond)
			index.RUnlock()
			return "report"
		default:
			index.RLock()
			compute(20 * time.Microsecond)
			index.RUnlock()
			return "read"
		}
	})
}

func tickers() {
	live := make([][]byte, 32*1024)
	for i := range live {
		live[i] = make([]byte, 256)
	}
	serve(100, func(_ int, _ float64, r *rand.Rand) string {
		compute(time.Duration(r.ExpFloat64() * 200e3))
		for range 50 {
			kept += uint64(len(make([]byte, 655)))
		}
		ticker := time.NewTicker(100 * time.Millisecond)
		done := make(chan struct{})
		go func() {
			for {
				select {
				case <-ticker.C:
				case <-done:
					return
				}
			}
		}()
		time.Sleep(5 * time.Millisecond)
		if !*leak {
			ticker.Stop()
			close(done)
		}
		return "request"
	})
	var memory runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&memory)
	fmt.Printf("%.1f MiB live, %.1f MiB of stacks\n", float64(memory.HeapAlloc)/(1<<20), float64(memory.StackInuse)/(1<<20))
	runtime.KeepAlive(live)
}

func locked() {
	device, answers := make(chan int), make(chan int)
	go func() {
		if *lock {
			runtime.LockOSThread()
		}
		for v := range device {
			compute(time.Microsecond)
			answers <- v
		}
	}()
	serve(200, func(int, float64, *rand.Rand) string {
		for i := range 100 {
			device <- i
			<-answers
		}
		return "request"
	})
}

// writes measures what a line of 200 bytes costs in a write system call.
func writes() {
	line := make([]byte, 200)
	file, err := os.CreateTemp("", "lines")
	if err != nil {
		log.Fatal(err)
	}
	defer os.Remove(file.Name())
	reader := exec.Command("cat")
	reader.Stdout = nil
	pipe, err := reader.StdinPipe()
	if err != nil {
		log.Fatal(err)
	}
	if err := reader.Start(); err != nil {
		log.Fatal(err)
	}
	for name, to := range map[string]io.Writer{"file": file, "pipe": pipe} {
		const n = 100_000
		before := cpu()
		for range n {
			to.Write(line)
		}
		fmt.Printf("%s: %.2f us of CPU a line\n", name, float64(cpu()-before)/1e3/n)
	}
	pipe.Close()
	reader.Wait()
}

func main() {
	flag.Parse()
	calibrate()
	programs := map[string]func(){
		"logging": logging, "convoy": convoy, "rwmutex": rwmutex,
		"tickers": tickers, "locked": locked, "write": writes,
	}
	run, known := programs[*program]
	if !known {
		flag.Usage()
		os.Exit(2)
	}
	run()
}
