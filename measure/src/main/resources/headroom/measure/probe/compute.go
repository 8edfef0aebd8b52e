package main

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

var computed uint64 // so that the compiler keeps what is computed

// multiply does dependent integer operations.
//
//go:noinline
func multiply(iterations, seed uint64) uint64 {
	value := seed
	for ; iterations > 0; iterations-- {
		value = value*6364136223846793005 + 1442695040888963407
	}
	return value
}

// stretch measures what a CPU demand takes on a core that it has for itself, over the demand. The demand is that of a
// calibrated loop: the median of its stretches of 20 us. What interrupts take and, as far as the kernel cannot tell, the
// hypervisor counts; other programs do not, since it is the CPU time of the thread.
func stretch() (sample, error) {
	const stretches, stretchNs = 10_000, 20_000
	took := make([]float64, stretches)
	var usedNs float64
	err := <-ownThread(-1, false, func() {
		iterations := uint64(20_000)
		for range 3 {
			from := clockNs(threadCPU)
			computed += multiply(iterations, 1)
			iterations = max(iterations*stretchNs/uint64(max(clockNs(threadCPU)-from, 1)), 1000)
		}
		start := clockNs(threadCPU)
		last := start
		for i := range took {
			computed += multiply(iterations, uint64(i))
			now := clockNs(threadCPU)
			took[i] = float64(now - last)
			last = now
		}
		usedNs = float64(last - start)
	})
	return sample{"cpu.stretch": usedNs / stretches / median(took)}, err
}

// operation is a computation of fixed size, and the CPU time that it takes on the reference machine.
type operation struct {
	referenceNs float64
	times       int
	do          func()
}

// operations measures op.scale by computations that differ in what they need of a core: latency of arithmetic, branches
// that cannot be predicted, hashing, and the decoding of text. Each is the lowest of many, as anything else only adds.
func operations() (sample, error) {
	numbers, unsorted := make([]int, 1000), make([]int, 1000)
	entries, keys := map[string]int{}, make([]string, 1000)
	for i := range unsorted {
		unsorted[i] = int(multiply(uint64(i)+1, 1) >> 33)
		keys[i] = fmt.Sprint("key:", unsorted[i])
		entries[keys[i]] = i
	}
	document, err := json.Marshal(entries)
	if err != nil {
		return nil, err
	}
	all := []operation{
		{referenceMultiplyNs, 200, func() { computed += multiply(20_000, 1) }},
		{referenceSortNs, 300, func() {
			copy(numbers, unsorted)
			slices.Sort(numbers)
		}},
		{referenceMapNs, 500, func() {
			for _, key := range keys {
				computed += uint64(entries[key])
			}
		}},
		{referenceJSONNs, 200, func() {
			if json.Valid(document) {
				computed++
			}
		}},
	}
	logarithms := 0.0
	for _, o := range all {
		lowest := math.Inf(1)
		for range o.times {
			from := clockNs(threadCPU)
			o.do()
			lowest = min(lowest, float64(clockNs(threadCPU)-from))
		}
		logarithms += math.Log(lowest / o.referenceNs)
		trace("operation %.0f ns", lowest)
	}
	return sample{"op.scale": math.Exp(logarithms / float64(len(all)))}, nil
}

// What the operations take on the reference machine (AMD EPYC, 2.6 GHz, Go 1.26), lowest of many, ns.
const (
	referenceMultiplyNs = 1
	referenceSortNs     = 1
	referenceMapNs      = 1
	referenceJSONNs     = 1
)

func trace(format string, values ...any) { fmt.Fprintf(stderr, format+"\n", values...) }
