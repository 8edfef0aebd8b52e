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
	heapObjects     = liveBytes / (objectBytes + 8) // 8: the pointer in the table
	// Of so many objects one has pointers. Those of a heap that is mixed take more each than those of one that has nothing
	// else: 199, 157, 129 and 119 ns of marking for eight pointers where 10, 25, 50 and 100 % of the objects have them.
	objectsPerLinked = 4
	// Cycles that are watched; the first one finds a heap that has just been built.
	watchedCycles = 6
	othersBytes   = 32 << 20
)

// marking measures what the collector takes to mark a live heap of 64 MiB: objects of 256 B without pointers first, then
// a quarter of them replaced by ones every fourth word of which points to a random object. Between cycles the caches are
// filled with other things, as a service does. Only marking counts, not sweeping.
func marking() (sample, error) {
	values := sample{}
	others := make([]byte, othersBytes)
	onProcessors(min(2, runtime.NumCPU()), func() {
		rootsNs := markNs(others)
		table := make([]unsafe.Pointer, heapObjects)
		for i := range table {
			table[i] = unsafe.Pointer(new([objectBytes]byte))
		}
		plainNs := markNs(others)
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
		linkedNs := markNs(others)
		runtime.KeepAlive(table)
		values["gc.markObject"] = (plainNs - rootsNs) / heapObjects
		values["gc.markPointer"] = (linkedNs - plainNs) / (heapObjects / objectsPerLinked * pointersOfOne)
	})
	runtime.GC() // the heap is garbage now
	return values, nil
}

// markNs is the CPU time of marking in a cycle: the median of some.
func markNs(others []byte) float64 {
	var took []float64
	for range watchedCycles + 1 {
		for i := range others {
			others[i]++
		}
		cycle, before := collections()
		runtime.GC()
		now, marked := collections()
		took = append(took, (marked-before)/float64(now-cycle))
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
