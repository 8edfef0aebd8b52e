package main

import "time"

const oneMs = 1_000_000

// wakeUps measures how late a goroutine's sleep of 1 ms ends beyond the timer slack. All of the process sleeps meanwhile.
func wakeUps() (sample, error) {
	late := make([]float64, 250)
	for i := range late {
		from := time.Now()
		time.Sleep(time.Millisecond)
		late[i] = float64(time.Since(from) - time.Millisecond)
	}
	return sample{"os.wake": median(late) - timerSlackNs()}, nil
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
