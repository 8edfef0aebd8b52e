package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"
	"unsafe"
)

// allocate prints the CPU of an object, ns, by whether a collection marked and whether pages were faulted in.
func allocate(arguments []string) {
	flags := flag.NewFlagSet("allocate", flag.ExitOnError)
	size := flags.Int("size", 1024, "bytes of an object")
	pointers := flags.Bool("pointers", false, "objects of pointers, all nil")
	live := flags.Int("live", 64, "live heap, MiB")
	liveLinked := flags.Int("linked", 25, "share of the live heap that consists of pointers, %")
	batch := flags.Int("batch", 64, "objects between two looks at the clock")
	gap := flags.Duration("gap", 50*time.Microsecond, "computation between two batches")
	lasts := flags.Duration("for", 10*time.Second, "how long")
	flags.Parse(arguments)
	runtime.LockOSThread()
	kept := liveHeap(*live, *liveLinked)

	// The clock's own time is taken off.
	var own []float64
	for range 1000 {
		from := threadCPU()
		own = append(own, float64(threadCPU()-from))
	}
	clock := quantile(sorted(own), 0.5)

	// Outside the Go heap, so that the figures themselves allocate nothing.
	type sample struct {
		ns     float64
		faults int32
		marks  int32
	}
	var samples []sample
	samples = make([]sample, 0, 4<<20)
	words := *size / 8
	objects := make([]unsafe.Pointer, *batch)
	for end := time.Now().Add(*lasts); time.Now().Before(end) && len(samples) < cap(samples); {
		spin(*gap)
		before := marks()
		faults := minorFaults(ofThread)
		from := threadCPU()
		for i := range objects {
			var object unsafe.Pointer
			if *pointers {
				made := make([]unsafe.Pointer, words)
				object = unsafe.Pointer(unsafe.SliceData(made))
			} else {
				made := make([]byte, *size)
				object = unsafe.Pointer(unsafe.SliceData(made))
			}
			objects[i] = object
		}
		ns := float64(threadCPU()-from) - clock
		faults = minorFaults(ofThread) - faults
		if marks() != before {
			continue
		}
		s := sample{ns / float64(*batch), int32(faults), 0}
		if before {
			s.marks = 1
		}
		samples = append(samples, s)
	}
	var calm [2][]float64
	for _, s := range samples {
		if s.faults == 0 {
			calm[s.marks] = append(calm[s.marks], s.ns)
		}
	}
	var faulted []float64
	usual := [2]float64{quantile(sorted(calm[0]), 0.5), quantile(sorted(calm[1]), 0.5)}
	for _, s := range samples {
		if int(s.faults) >= *batch**size/4096/2 && s.faults > 0 {
			faulted = append(faulted, (s.ns-usual[s.marks])*float64(*batch)/float64(s.faults))
		}
	}
	row := func(name string, values []float64) {
		values = sorted(values)
		fmt.Printf("%-8s %8d %9.1f %9.1f %9.1f\n", name, len(values), quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75))
	}
	fmt.Printf("%d B, pointers %v, live %d MiB; ns an object\n         samples       p25       p50       p75\n", *size, *pointers, *live)
	row("calm", calm[0])
	row("marking", calm[1])
	row("a fault", faulted)
	if len(calm[1]) > 0 {
		fmt.Printf("marking / calm: p25 %.2f p50 %.2f\n", quantile(calm[1], 0.25)/quantile(calm[0], 0.25), usual[1]/usual[0])
	}
	if len(kept) == 0 {
		os.Exit(1)
	}
	runtime.KeepAlive(kept)
	runtime.KeepAlive(objects)
}
