package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/metrics"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

var latest []byte

// An allocation is what a request took to allocate all its objects, on one thread.
type allocation struct {
	ns     int64
	faults int64
	phase  int // 0 no collection, 1 marking throughout, 2 both
}

// large is a service whose requests allocate a few large objects; it prints what they cost, a line a second.
func large(arguments []string) {
	flags := flag.NewFlagSet("large", flag.ExitOnError)
	size := flags.Int("size", 1<<20, "bytes of an object")
	count := flags.Int("objects", 4, "objects of a request")
	keep := flags.Int("keep", 2, "of these stay until its end")
	live := flags.Int("live", 4, "live heap, MiB")
	rate := flags.Float64("rate", 60, "requests a second")
	work := flags.Duration("work", time.Millisecond, "computation before and after")
	lasts := flags.Duration("for", 10*time.Second, "how long, after a second")
	refers := flags.Bool("latest", false, "a variable of the package refers to the latest object")
	pointers := flags.Int("pointers", 0, "every so manyth object consists of pointers; 0: none")
	touches := flags.Bool("touch", true, "a word of each page is written")
	flags.Parse(arguments)
	kept := liveHeap(*live, 25)
	jobs := make(chan int, 1000)
	taken := make(chan allocation, 1<<14)
	var done sync.WaitGroup
	for range 4 {
		done.Go(func() {
			for range jobs {
				spin(*work)
				var held [][]byte
				thread, marked := syscall.Gettid(), marks()
				faults, from := minorFaults(ofThread), threadCPU()
				for i := range *count {
					var object []byte
					if *pointers > 0 && i%*pointers == 0 {
						words := make([]unsafe.Pointer, *size/8)
						for at := 0; at < len(words); at += 512 {
							words[at] = unsafe.Pointer(&words[0])
						}
						object = unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), *size)
					} else {
						object = make([]byte, *size)
					}
					if *touches {
						for at := 4088; at < *size; at += 4096 {
							object[at] = 1
						}
					}
					if i < *keep {
						held = append(held, object)
					} else if *refers {
						latest = object
					}
				}
				a := allocation{threadCPU() - from, minorFaults(ofThread) - faults, 0}
				if marked {
					a.phase = 1
				}
				if marks() != marked {
					a.phase = 2
				}
				if thread == syscall.Gettid() {
					taken <- a
				}
				spin(*work)
				runtime.KeepAlive(held)
			}
		})
	}
	names := []string{
		"/gc/cycles/total:gc-cycles", "/gc/heap/live:bytes", "/memory/classes/heap/released:bytes",
		"/cpu/classes/gc/mark/assist:cpu-seconds", "/cpu/classes/gc/mark/dedicated:cpu-seconds", "/cpu/classes/gc/mark/idle:cpu-seconds",
		"/cpu/classes/gc/pause:cpu-seconds", "/cpu/classes/scavenge/background:cpu-seconds", "/cpu/classes/scavenge/assist:cpu-seconds",
	}
	read := func() []float64 {
		samples := make([]metrics.Sample, len(names))
		for i, name := range names {
			samples[i].Name = name
		}
		metrics.Read(samples)
		values := make([]float64, len(names))
		for i, s := range samples {
			if s.Value.Kind() == metrics.KindFloat64 {
				values[i] = s.Value.Float64()
			} else {
				values[i] = float64(s.Value.Uint64())
			}
		}
		return values
	}
	start := time.Now()
	next := start
	begins, ends := start.Add(time.Second), start.Add(time.Second+*lasts)
	var before []float64
	var faults int64
	var user, system time.Duration
	requests := 0
	for next.Before(ends) {
		next = next.Add(time.Duration(rand.ExpFloat64() / *rate * 1e9))
		time.Sleep(time.Until(next))
		if before == nil && next.After(begins) {
			before = read()
			faults = minorFaults(ofProcess)
			user, system = processCPU()
			requests = 0
		}
		requests++
		jobs <- 1
	}
	after := read()
	faults = minorFaults(ofProcess) - faults
	u, s := processCPU()
	var switches syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &switches)
	r := float64(requests)
	cycles := after[0] - before[0]
	mib := float64(faults) * 4096 / (1 << 20)
	marking := after[3] - before[3] + after[4] - before[4] + after[5] - before[5]
	fmt.Printf("%d requests, %.2f cycles and %.0f faults each (%.0f %% of what is allocated, %.0f MB/s); marked %.1f MB; resident %d MB\n", requests, cycles/r,
		float64(faults)/r, 100*mib/(r*float64(*count**size)/(1<<20)), float64(faults)*4096/1e6/lasts.Seconds(), after[1]/1e6, switches.Maxrss>>10)
	fmt.Printf("CPU a second, ms: user %.1f, system %.1f; marking %.1f (%.2f a cycle: assist %.2f, dedicated %.2f, idle %.2f), pauses %.1f, scavenger %.1f + %.1f\n",
		1000*(u-user).Seconds()/lasts.Seconds(), 1000*(s-system).Seconds()/lasts.Seconds(), 1000*marking/lasts.Seconds(), 1000*marking/cycles,
		1000*(after[3]-before[3])/cycles, 1000*(after[4]-before[4])/cycles, 1000*(after[5]-before[5])/cycles, 1000*(after[6]-before[6])/lasts.Seconds(),
		1000*(after[7]-before[7])/lasts.Seconds(), 1000*(after[8]-before[8])/lasts.Seconds())
	fmt.Printf("voluntary switches %d\n", switches.Nvcsw)
	close(jobs)
	done.Wait()
	close(taken)
	inPlace(taken, *count)
	runtime.KeepAlive(kept)
	runtime.KeepAlive(latest)
}

// inPlace prints what an object took, ns, in requests that met no collection, only marking, and a change; and what a
// page fault adds.
func inPlace(taken chan allocation, objects int) {
	var calm [3][]float64
	var all []allocation
	for a := range taken {
		all = append(all, a)
		if a.faults == 0 {
			calm[a.phase] = append(calm[a.phase], float64(a.ns)/float64(objects))
		}
	}
	usual := quantile(sorted(calm[0]), 0.5)
	var faulted []float64
	for _, a := range all {
		if a.phase == 0 && a.faults > 16 {
			faulted = append(faulted, (float64(a.ns)-usual*float64(objects))/float64(a.faults))
		}
	}
	for i, name := range []string{"calm", "marking", "both"} {
		values := sorted(calm[i])
		fmt.Printf("%-8s %7d requests: %9.1f %9.1f %9.1f ns an object (p25, p50, p75)\n", name, len(values), quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75))
	}
	values := sorted(faulted)
	fmt.Printf("a fault  %7d requests: %9.0f %9.0f %9.0f ns\n", len(values), quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75))
}
