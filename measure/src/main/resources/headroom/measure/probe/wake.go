package main

import (
	"math"
	"time"
)

// sleepLengths are the idle gaps after which wake-ups are measured, and how many sleeps each needs.
var sleepLengths = []struct {
	ns    int64
	count int
}{{50_000, 300}, {300_000, 200}, {1_000_000, 200}, {3_000_000, 40}, {10_000_000, 16}, {20_000_000, 14}}

const (
	shortestGapNs = 300_000
	coldGapNs     = 20_000_000
	oneMs         = 1_000_000
	// Distance of p10 and p90 of a normal distribution in standard deviations.
	tenToNinety = 2.563
)

// wakeUps measures the latency of wake-ups on a core that is idle, by sleeps without timer slack: how late they end.
func wakeUps() (sample, error) {
	late := make([][]float64, len(sleepLengths))
	err := <-ownThread(-1, true, func() {
		for i, length := range sleepLengths {
			late[i] = make([]float64, length.count)
			for j := range late[i] {
				from := clockNs(monotonic)
				sleepNs(length.ns)
				late[i][j] = float64(clockNs(monotonic) - from - length.ns)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	values := sample{"os.wake": goWakeUp()}
	var logGap, medians, weights []float64
	for i, length := range sleepLengths {
		sorted(late[i])
		middle := quantile(late[i], 0.5)
		switch length.ns {
		case oneMs:
			sigma := math.Log(quantile(late[i], 0.9)/quantile(late[i], 0.1)) / tenToNinety
			values["os.wakeCv"] = math.Sqrt(math.Exp(sigma*sigma) - 1)
		case coldGapNs:
			values["os.wakeMax"] = quantile(late[i], 0.9)
		}
		if length.ns < shortestGapNs {
			values["os.wakeMin"] = middle
			continue
		}
		logGap = append(logGap, math.Log(float64(length.ns)/oneMs))
		medians = append(medians, middle)
		weights = append(weights, 1)
	}
	_, values["os.wakeColdness"] = line(logGap, medians, weights)
	return values, nil
}

// goWakeUp is how late a goroutine's sleep of 1 ms ends beyond the timer slack. All of the process sleeps meanwhile.
func goWakeUp() float64 {
	late := make([]float64, 200)
	for i := range late {
		from := time.Now()
		time.Sleep(time.Millisecond)
		late[i] = float64(time.Since(from) - time.Millisecond)
	}
	return median(late) - timerSlackNs()
}

// sleepOverhead measures what a sleep takes beyond its duration, timer slack included.
func sleepOverhead() (sample, error) {
	const length = 20_000
	took := make([]float64, 1000)
	err := <-ownThread(-1, false, func() {
		for i := range took {
			from := clockNs(monotonic)
			sleepNs(length)
			took[i] = float64(clockNs(monotonic) - from)
		}
	})
	return sample{"os.sleepOverhead": median(took) - length}, err
}
