package main

import "sync/atomic"

const (
	// A gap between two looks at the clock that is longer is no system call; something else ran.
	gapNs = 4_000
	// What a thread that only sleeps takes from a core is shorter; longer gaps are other programs'.
	longestWakeNs = 200_000
	maxGaps       = 20_000
)

// spinner looks at the clock all the time, on a thread of its own, and notes when it could not.
type spinner struct {
	stop  atomic.Bool
	gaps  []gap
	ended <-chan error
}

// gap is when a spinning thread did not run.
type gap struct{ fromNs, toNs int64 }

func startSpinner(core int) *spinner {
	s := &spinner{gaps: make([]gap, 0, maxGaps)}
	s.ended = ownThread(core, false, s.spin)
	return s
}

// spin calls nothing that the scheduler of Go could use to preempt it.
func (s *spinner) spin() {
	gaps := s.gaps[:cap(s.gaps)]
	count := 0
	for last := clockNs(monotonic); !s.stop.Load(); {
		now := clockNs(monotonic)
		if now-last > gapNs && count < len(gaps) {
			gaps[count] = gap{last, now}
			count++
		}
		last = now
	}
	s.gaps = gaps[:count]
}

func (s *spinner) end() error {
	s.stop.Store(true)
	return <-s.ended
}

// besideSpinner measures a thread that sleeps, again and again, on the core of one that spins: how late it runs, and
// what it takes.
func besideSpinner(core int) (sample, error) {
	var values sample
	var err error
	// Both block their P, and a third is for this goroutine.
	onProcessors(3, func() { values, err = sleepBesideSpinner(core) })
	return values, err
}

func sleepBesideSpinner(core int) (sample, error) {
	const (
		longSleeps, shortSleeps = 100, 1500
		shortNs                 = 20_000
	)
	beside := startSpinner(core)
	late := make([]float64, longSleeps)
	var startNs, endNs int64
	err := <-ownThread(core, true, func() {
		for i := range late {
			from := clockNs(monotonic)
			sleepNs(oneMs)
			late[i] = float64(clockNs(monotonic) - from - oneMs)
		}
	})
	if err == nil {
		err = <-ownThread(core, false, func() {
			startNs = clockNs(monotonic)
			for range shortSleeps {
				sleepNs(shortNs)
			}
			endNs = clockNs(monotonic)
		})
	}
	if spinError := beside.end(); err == nil {
		err = spinError
	}
	if err != nil {
		return nil, err
	}
	lost := 0.0
	for _, g := range beside.gaps {
		if g.fromNs >= startNs && g.toNs <= endNs && g.toNs-g.fromNs < longestWakeNs {
			lost += float64(g.toNs - g.fromNs)
		}
	}
	return sample{"os.wakeBusy": median(late), "os.wakeCpu": lost / shortSleeps}, nil
}

// alternation measures the period of the scheduler tick: two threads that spin on a core run in turn, and each turn ends
// with a tick. How many ticks a turn has depends on the slice; the kernel's coarse clock, which advances with the tick,
// says how many it is about.
func alternation(core int) (sample, error) {
	const ticks = 60
	resolution := float64(resolutionNs(monotonicCoarse))
	var turns []float64
	var err error
	onProcessors(3, func() {
		first, second := startSpinner(core), startSpinner(core)
		sleepErr := <-ownThread(-1, false, func() { sleepNs(ticks * int64(resolution)) })
		for _, e := range []error{sleepErr, first.end(), second.end()} {
			if err == nil {
				err = e
			}
		}
		turns = append(turnsOf(first.gaps, resolution), turnsOf(second.gaps, resolution)...)
	})
	if err != nil {
		return nil, err
	}
	turn := median(turns)
	return sample{"os.tick": turn / max(1, float64(int(turn/resolution+0.5)))}, nil
}

// turnsOf are the times between two gaps in which the other thread ran; shorter gaps are interrupts.
func turnsOf(gaps []gap, resolution float64) []float64 {
	var turns []float64
	resumedNs := int64(0)
	for _, g := range gaps {
		if float64(g.toNs-g.fromNs) < resolution/2 {
			continue
		}
		if resumedNs != 0 {
			turns = append(turns, float64(g.fromNs-resumedNs))
		}
		resumedNs = g.toNs
	}
	return turns
}
