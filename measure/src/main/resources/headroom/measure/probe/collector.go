package main

import (
	"runtime"
	"runtime/metrics"
	"unsafe"
)

const (
	liveBytes       = 64 << 20
	objectBytes     = 256
	wordsPerObject  = objectBytes / 8
	wordsPerPointer = 4
	pointersOfOne   = wordsPerObject / wordsPerPointer
	garbageBytes    = 1024
	heapObjects     = liveBytes / (objectBytes + 8) // 8: the pointer in the table
)

// marking measures what the collector takes to mark a live heap of 64 MiB: objects of 256 B without pointers first, then
// ones every fourth word of which points to a random other one. Only marking counts, not sweeping, and on one P.
func marking() (sample, error) {
	values := sample{}
	onProcessors(1, func() {
		runtime.GC()
		rootsNs := markNs()
		table := make([]unsafe.Pointer, heapObjects)
		for i := range table {
			table[i] = unsafe.Pointer(new([objectBytes]byte))
		}
		runtime.GC()
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
		runtime.GC()
		linkedNs := markNs()
		runtime.KeepAlive(table)
		values["gc.markObject"] = (plainNs - rootsNs) / heapObjects
		values["gc.markPointer"] = (linkedNs - plainNs) / (heapObjects * pointersOfOne)
	})
	runtime.GC() // the heap is garbage now
	return values, nil
}

// markNs is the CPU time of marking in a collection. It is the lower quartile of some, since the runtime reads a clock that
// goes on while the thread is preempted. Between them as much is allocated as is live, as in a service, whose caches hold
// other things when the next collection comes.
func markNs() float64 {
	took := make([]float64, 5)
	before := markedNs()
	for i := range took {
		for range liveBytes / garbageBytes {
			allocated = make([]byte, garbageBytes)
		}
		runtime.GC()
		after := markedNs()
		took[i] = after - before
		before = after
	}
	return quantile(sorted(took), 0.25)
}

// markedNs is the CPU time of marking so far, ns; a collection brings it up to date.
func markedNs() float64 {
	classes := []metrics.Sample{
		{Name: "/cpu/classes/gc/mark/assist:cpu-seconds"},
		{Name: "/cpu/classes/gc/mark/dedicated:cpu-seconds"},
		{Name: "/cpu/classes/gc/mark/idle:cpu-seconds"},
	}
	metrics.Read(classes)
	sum := 0.0
	for _, class := range classes {
		if class.Value.Kind() == metrics.KindFloat64 {
			sum += class.Value.Float64() * 1e9
		}
	}
	return sum
}
