package main

import (
	"encoding/json"
	"fmt"
	"math"
	"runtime"
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

// operation is a computation of the catalogue of operations, and what it takes there, ns (the median).
type operation struct {
	catalogueNs float64
	do          func()
}

// operations measures op.scale by operations that differ in what they need of a core: branches that cannot be predicted,
// hashing and look-ups, and the reading of text. Median of many, as in the catalogue.
func operations() (sample, error) {
	const times = 800
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	all, err := catalogued()
	if err != nil {
		return nil, err
	}
	logarithms := 0.0
	took := make([]float64, times)
	for _, o := range all {
		for i := range took {
			from := clockNs(threadCPU)
			o.do()
			took[i] = float64(clockNs(threadCPU) - from)
		}
		logarithms += math.Log((median(took) - clockCost()) / o.catalogueNs)
	}
	return sample{"op.scale": math.Exp(logarithms / float64(len(all)))}, nil
}

// catalogued are slices.Sort/1k, map/get-string/1k (a thousand times) and json.Valid/medium of the catalogue of operations,
// experiments/src/main/resources/headroom/experiments/operations/catalogue.csv.
func catalogued() ([]operation, error) {
	numbers, unsorted := make([]int, 1000), make([]int, 1000)
	entries, keys := map[string]int{}, make([]string, 1000)
	for i := range unsorted {
		unsorted[i] = int(multiply(uint64(i)+1, 1) >> 33)
		keys[i] = fmt.Sprint("key:", i)
		entries[keys[i]] = i
	}
	document, err := json.Marshal(mediumDocument())
	if err != nil {
		return nil, err
	}
	return []operation{
		{13_520, func() {
			copy(numbers, unsorted)
			slices.Sort(numbers)
		}},
		{12_480, func() {
			for _, key := range keys {
				computed += uint64(entries[key])
			}
		}},
		{8_583, func() {
			if json.Valid(document) {
				computed++
			}
		}},
	}, nil
}

// mediumDocument has 2.6 kB of JSON: 20 items of 5 fields.
func mediumDocument() any {
	type item struct {
		ID       int      `json:"id"`
		Name     string   `json:"name"`
		Price    float64  `json:"price"`
		InStock  bool     `json:"in_stock"`
		Keywords []string `json:"keywords"`
	}
	items := make([]item, 20)
	for i := range items {
		items[i] = item{100_000 + i, fmt.Sprint("product number ", i, " of the list"), 19.99 + float64(i), i%3 > 0, []string{"office", "furniture", "wood"}}
	}
	return map[string]any{"items": items}
}
