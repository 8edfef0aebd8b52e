package main

import (
	"flag"
	"fmt"
	"runtime"
	"runtime/metrics"
	"sync"
	"time"
)

// stacks has goroutines use some of their stacks and then sleep, and says what is left of these after each collection.
func stacks(args []string) {
	flags := flag.NewFlagSet("stacks", flag.ExitOnError)
	count := flags.Int("goroutines", 10_000, "goroutines")
	depth := flags.Int("depth", 80, "calls of about 560 B each")
	cycles := flags.Int("cycles", 6, "collections")
	flags.Parse(args)
	var called sync.WaitGroup
	for range *count {
		called.Add(1)
		go func() {
			call(*depth)
			called.Done()
			time.Sleep(time.Hour)
		}()
	}
	called.Wait()
	time.Sleep(100 * time.Millisecond)
	fmt.Printf("%-7s %10s %10s\n", "cycle", "stack B", "scanned B")
	for cycle := range *cycles + 1 {
		fmt.Printf("%-7d %10d %10d\n", cycle, value("/memory/classes/heap/stacks:bytes")/uint64(*count), value("/gc/scan/stack:bytes")/uint64(*count))
		runtime.GC()
	}
}

func value(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

//go:noinline
func call(depth int) byte {
	var frame [512]byte
	frame[depth%len(frame)] = byte(depth)
	if depth > 0 {
		frame[0] += call(depth - 1)
	}
	return frame[0]
}
