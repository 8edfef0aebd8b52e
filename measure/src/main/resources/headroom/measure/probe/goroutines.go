package main

import (
	"runtime"
	"sync"
	"time"
)

// batches is how often a short loop is timed; its median counts.
const batches = 40

// goroutines measures a hand-off between goroutines and the start of one, on one P.
func goroutines() (sample, error) {
	values := sample{}
	onProcessors(1, func() {
		values["go.switch"] = handOff()
		values["go.spawn"] = spawn()
	})
	return values, nil
}

// handOff is what passing a value to a goroutine that waits for it takes, ns.
func handOff() float64 {
	const trips = 1000
	there, back := make(chan int), make(chan int)
	go func() {
		for value := range there {
			back <- value
		}
		close(back)
	}()
	took := make([]float64, batches)
	for i := range took {
		from := clockNs(monotonic)
		for trip := range trips {
			there <- trip
			<-back
		}
		took[i] = float64(clockNs(monotonic)-from) / (2 * trips)
	}
	close(there)
	<-back
	return median(took)
}

// spawn is what creating, running and ending a goroutine takes, ns, one after the other: the dead one is used again.
func spawn() float64 {
	const count = 1000
	took := make([]float64, batches)
	for i := range took {
		from := clockNs(monotonic)
		for range count {
			var ended sync.WaitGroup
			ended.Add(1)
			go func() { ended.Done() }()
			ended.Wait()
		}
		took[i] = float64(clockNs(monotonic)-from) / count
	}
	return median(took)
}

// handOvers measures a hand-over from a goroutine to one that is locked to its thread, and back, after pauses of 1 ms: half
// of the time of both, p10 of many since what other programs leave in the caches only adds. All threads are on one core, so that the one woken runs when the other goes to sleep.
func handOvers(cores []int) (sample, error) {
	const count = 100
	if err := bindProcess(cores[len(cores)-1:]); err != nil {
		return nil, err
	}
	defer bindProcess(cores)
	took := make([]float64, count)
	onProcessors(1, func() {
		there, back := make(chan int), make(chan int)
		go func() {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			for value := range there {
				back <- value
			}
			close(back)
		}()
		for i := range took {
			time.Sleep(time.Millisecond)
			from := clockNs(monotonic)
			there <- i
			<-back
			took[i] = float64(clockNs(monotonic)-from) / 2
		}
		close(there)
		<-back
	})
	return sample{"os.handOver": quantile(sorted(took), 0.1)}, nil
}
