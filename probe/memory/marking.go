package main

import (
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// marking prints the CPU of marking in a forced cycle, ms, by what the process does beside it: nothing, computing without a
// pause, or what a service does, 2 ms of computing, 1 MiB of memory written and 1 ms of waiting in turn.
func marking(arguments []string) {
	flags := flag.NewFlagSet("marking", flag.ExitOnError)
	live := flags.Int("live", 64, "live heap, MiB")
	cycles := flags.Int("cycles", 16, "collections")
	beside := flags.String("beside", "none", "none, compute or serve")
	pause := flags.Duration("pause", 0, "between two collections; without one, 64 MiB are written there")
	flags.Parse(arguments)
	kept := liveHeap(*live, 25)
	debug.SetGCPercent(-1)
	other := make([]byte, 64<<20)
	var over atomic.Bool
	if *beside != "none" {
		go besideMarking(*beside == "serve", make([]byte, 32<<20), &over)
	}
	runtime.GC()
	before := markingSeconds()
	var wall time.Duration
	for range *cycles {
		time.Sleep(*pause)
		for i := 0; *pause == 0 && i < len(other); i += 64 {
			other[i]++
		}
		from := time.Now()
		runtime.GC()
		wall += time.Since(from)
	}
	ms := 1e3 / float64(*cycles)
	fmt.Printf("beside %s, pause %v: marking %.1f ms of CPU a cycle, %.1f ms from its call to its end\n",
		*beside, *pause, (markingSeconds()-before)*ms, wall.Seconds()*ms)
	over.Store(true)
	runtime.KeepAlive(kept)
}

func besideMarking(serves bool, memory []byte, over *atomic.Bool) {
	value := uint64(1)
	for request := 0; !over.Load(); request++ {
		for from := time.Now(); time.Since(from) < 2*time.Millisecond; {
			for range 2000 {
				value = value*6364136223846793005 + 1442695040888963407
			}
		}
		if serves {
			first := request % 32 << 20
			for i := first; i < first+1<<20; i += 64 {
				memory[i]++
			}
			time.Sleep(time.Millisecond)
		}
	}
	runtime.KeepAlive(value)
}

// markingSeconds is the CPU of marking so far, as the runtime counts it when a cycle ends.
func markingSeconds() float64 {
	samples := []metrics.Sample{
		{Name: "/cpu/classes/gc/mark/assist:cpu-seconds"},
		{Name: "/cpu/classes/gc/mark/dedicated:cpu-seconds"},
		{Name: "/cpu/classes/gc/mark/idle:cpu-seconds"},
	}
	metrics.Read(samples)
	sum := 0.0
	for _, sample := range samples {
		sum += sample.Value.Float64()
	}
	return sum
}
