package main

import (
	"runtime"
	"runtime/metrics"
	"sync/atomic"
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
	// Of so many objects one has pointers. Those of a heap that is mixed take more each than those of one that has nothing
	// else: 199, 157, 129 and 119 ns of marking for eight pointers where 10, 25, 50 and 100 % of the objects have them.
	objectsPerLinked = 4
	// Cycles that are watched; the first one finds a heap that has just been built.
	watchedCycles = 6
	othersBytes   = 32 << 20
	// From the end of a cycle to the next one.
	pauseBetweenCycles = 50 * time.Millisecond
	pauseAfterRequest  = time.Millisecond
)

// marking measures what the collector takes to mark a live heap of 64 MiB: objects of 256 B without pointers first, then
// a quarter of them replaced by ones every fourth word of which points to a random object. Only marking counts, not
// sweeping. Meanwhile the process does what a service does, which decides what its caches hold and how often two Ps mark at
// once: where marking took 25 to 27 ms a cycle in a service, it took 22 to 24 in cycles that followed each other in a
// process that did nothing else, 27 to 31 in one that was idle for 100 ms before each, and 25 to 26 so.
func marking() (sample, error) {
	values := sample{}
	others := make([]byte, othersBytes)
	onProcessors(min(2, runtime.NumCPU()), func() {
		var over atomic.Bool
		gone := make(chan struct{})
		go func() {
			for request := 0; !over.Load(); request++ {
				serveRequest(others, request)
			}
			close(gone)
		}()
		rootsNs := markNs()
		table := make([]unsafe.Pointer, heapObjects)
		for i := range table {
			table[i] = unsafe.Pointer(new([objectBytes]byte))
		}
		plainNs := markNs()
		runtime.KeepAlive(table)
		for i := 0; i < heapObjects; i += objectsPerLinked {
			table[i] = unsafe.Pointer(new([wordsPerObject]unsafe.Pointer))
		}
		random := uint64(1)
		for i := 0; i < heapObjects; i += objectsPerLinked {
			words := (*[wordsPerObject]unsafe.Pointer)(table[i])
			for word := 0; word < wordsPerObject; word += wordsPerPointer {
				random = random*6364136223846793005 + 1442695040888963407
				words[word] = table[(random>>33)%heapObjects]
			}
		}
		linkedNs := markNs()
		runtime.KeepAlive(table)
		over.Store(true)
		<-gone
		values["gc.markObject"] = (plainNs - rootsNs) / heapObjects
		values["gc.markPointer"] = (linkedNs - plainNs) / (heapObjects / objectsPerLinked * pointersOfOne)
	})
	runtime.GC() // the heap is garbage now
	return values, nil
}

// markNs is the CPU time of marking in a cycle: the median of some.
func markNs() float64 {
	var took []float64
	for range watchedCycles + 1 {
		time.Sleep(pauseBetweenCycles)
		cycle, before := collections()
		runtime.GC()
		now, marked := collections()
		took = append(took, (marked-before)/float64(now-cycle))
	}
	return median(took[1:])
}

// serveRequest computes, writes to memory that it has not used for a while, and waits for the next request.
func serveRequest(others []byte, request int) {
	served += multiply(2*computingBefore, 1)
	first := request * requestBytes % len(others)
	for i := range requestBytes {
		others[first+i]++
	}
	time.Sleep(pauseAfterRequest)
}

var served uint64 // so that it is not optimized away

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
