package main

import "sort"

const (
	stretchNs = 20_000
	// A stretch that takes longer than this share of its length has been interrupted.
	interruptedNumerator, interruptedDenominator = 6, 5
	// So many interrupted stretches in a row, none longer than slowLimit times its length, are no interruptions:
	// the core is slower than at the calibration (clock rate, a sibling thread).
	slowStretches = 4
	slowLimit     = 3
)

// burner uses up CPU time. It advances in stretches of 20 us and counts the time that each took, so the clock rate of
// the core does not alter the demand. A stretch that took clearly longer counts with its calibrated length: there the
// kernel switched the thread or the Go scheduler the goroutine, and what others did meanwhile is not this demand.
// Clocks of threads would not tell that, as another goroutine may have run on the same thread.
type burner struct {
	stretchIterations uint64
}

// newBurner calibrates the loop on the cores of this process: the median of many stretches.
func newBurner() *burner {
	const iterations, stretches = 20_000, 5001
	took := make([]int64, 0, stretches)
	last := monotonicNs()
	for range stretches {
		spin(iterations, 1)
		now := monotonicNs()
		took = append(took, now-last)
		last = now
	}
	sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
	return &burner{stretchIterations: iterations * stretchNs / uint64(took[len(took)/2])}
}

// burn returns after ns nanoseconds on a core.
func (b *burner) burn(ns int64) {
	last, slow := monotonicNs(), 0
	for ns > 0 {
		length := min(ns, stretchNs)
		spin(b.stretchIterations*uint64(length)/stretchNs, uint64(length))
		now := monotonicNs()
		took := now - last
		last = now
		if took > length*interruptedNumerator/interruptedDenominator+100 {
			slow++
			if slow <= slowStretches || took > slowLimit*length {
				took = length
			}
		} else {
			slow = 0
		}
		ns -= max(took, 1)
	}
}

var spun uint64 // so that the compiler keeps the loop

// spin does dependent integer operations. The runtime preempts it as any other loop.
//
//go:noinline
func spin(iterations, seed uint64) {
	value := seed
	for ; iterations > 0; iterations-- {
		value = value*6364136223846793005 + 1442695040888963407
	}
	if value == 0 { // does not come to pass in practice, hence no shared cache line is written
		spun = value
	}
}
