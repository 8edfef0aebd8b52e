package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
	"unsafe"
)

const (
	liveBytes       = 64 << 20
	objectBytes     = 256
	wordsPerObject  = objectBytes / 8
	wordsPerPointer = 4
	pointersOfOne   = wordsPerObject / wordsPerPointer
	heapObjects     = liveBytes / (objectBytes + 8) // 8: the pointer in the table
	garbageBytes    = 1024
	// Cycles that are watched; the first one finds a heap that has just been built.
	watchedCycles = 4
	pause         = 4 * time.Millisecond
)

// marking measures what the collector takes to mark a live heap of 64 MiB: objects of 256 B without pointers first, then
// ones every fourth word of which points to a random other one. It is that of a service, whose caches hold other things
// when a cycle comes than at the end of the one before, on two cores if there are: workers on both get in each other's
// way. Only marking counts, not sweeping.
func marking() (sample, error) {
	values := sample{}
	onProcessors(min(2, runtime.NumCPU()), func() {
		rootsNs := markNs()
		table := make([]unsafe.Pointer, heapObjects)
		for i := range table {
			table[i] = unsafe.Pointer(new([objectBytes]byte))
		}
		plainNs := markNs()
		runtime.KeepAlive(table)
		for i := range table {
			table[i] = unsafe.Pointer(new([wordsPerObject]unsafe.Pointer))
		}
		random := uint64(1)
		for _, object := range table {
			words := (*[wordsPerObject]unsafe.Pointer)(object)
			for word := 0; word < wordsPerObject; word += wordsPerPointer {
				random = random*6364136223846793005 + 1442695040888963407
				words[word] = table[(random>>33)%heapObjects]
			}
		}
		linkedNs := markNs()
		runtime.KeepAlive(table)
		values["gc.markObject"] = (plainNs - rootsNs) / heapObjects
		values["gc.markPointer"] = (linkedNs - plainNs) / (heapObjects * pointersOfOne)
	})
	runtime.GC() // the heap is garbage now
	return values, nil
}

// markNs is the CPU time of marking in a cycle while requests compute, allocate and pause: the median of some cycles,
// since the runtime reads a clock that goes on while the thread is preempted.
func markNs() float64 {
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	var took []float64
	cycle, before := collections()
	for len(took) <= watchedCycles {
		time.Sleep(pause)
		computed += multiply(computingBefore, 1)
		for range 2 * requestBytes / garbageBytes {
			allocated = make([]byte, garbageBytes)
		}
		if now, marked := collections(); now > cycle {
			took = append(took, (marked-before)/float64(now-cycle))
			cycle, before = now, marked
		}
	}
	return median(took[1:])
}

// collections are the cycles that have ended and the CPU time of their marking, ns.
func collections() (cycles uint64, markedNs float64) {
	samples := []metrics.Sample{
		{Name: "/gc/cycles/total:gc-cycles"},
		{Name: "/cpu/classes/gc/mark/assist:cpu-seconds"},
		{Name: "/cpu/classes/gc/mark/dedicated:cpu-seconds"},
		{Name: "/cpu/classes/gc/mark/idle:cpu-seconds"},
	}
	metrics.Read(samples)
	for _, class := range samples[1:] {
		if class.Value.Kind() == metrics.KindFloat64 {
			markedNs += class.Value.Float64() * 1e9
		}
	}
	if samples[0].Value.Kind() == metrics.KindUint64 {
		cycles = samples[0].Value.Uint64()
	}
	return cycles, markedNs
}
