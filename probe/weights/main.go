// Command weights is one side of two control groups on one machine: "spin" computes on several
// threads for a while, "serve" answers requests that come at random and says how long they took.
// README.md says how both are run in groups of given weight, and what came out.
package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"
)

func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

//go:noinline
func loop(n int) int {
	x := 1
	for i := range n {
		x = x*31 + i
	}
	return x
}

// perMs is how many rounds of the loop take a millisecond: the fastest of twenty trials.
func perMs() int {
	best := 0
	for range 20 {
		begin := time.Now()
		loop(20_000_000)
		best = max(best, int(20_000_000*time.Millisecond/time.Since(begin)))
	}
	return best
}

func number(i int) float64 {
	v, err := strconv.ParseFloat(os.Args[i], 64)
	if err != nil {
		panic(err)
	}
	return v
}

func spin(threads int, seconds float64) {
	end := time.Now().Add(time.Duration(seconds * 1e9))
	start, used := time.Now(), cpu()
	var all sync.WaitGroup
	for range threads {
		all.Go(func() {
			for time.Now().Before(end) {
				loop(100_000)
			}
		})
	}
	all.Wait()
	fmt.Printf("cores %.3f\n", float64(cpu()-used)/float64(time.Since(start)))
}

func serve(rate, ms, seconds float64, seed uint64, rounds int) {
	r := rand.New(rand.NewPCG(seed, 1))
	var mu sync.Mutex
	var all sync.WaitGroup
	var took []float64
	start, used := time.Now(), cpu()
	due := start
	n := int(ms * float64(rounds))
	for time.Since(start) < time.Duration(seconds*1e9) {
		due = due.Add(time.Duration(r.ExpFloat64() / rate * 1e9))
		time.Sleep(time.Until(due))
		arrived := due
		all.Go(func() {
			loop(n)
			t := float64(time.Since(arrived)) / 1e6
			mu.Lock()
			took = append(took, t)
			mu.Unlock()
		})
	}
	all.Wait()
	wall := time.Since(start)
	slices.Sort(took)
	mean := 0.0
	for _, t := range took {
		mean += t / float64(len(took))
	}
	at := func(q float64) float64 { return took[int(q*float64(len(took)-1))] }
	fmt.Printf("n %d cores %.3f mean %.2f p50 %.2f p90 %.2f p99 %.2f ms\n",
		len(took), float64(cpu()-used)/float64(wall), mean, at(0.5), at(0.9), at(0.99))
}

func main() {
	switch os.Args[1] {
	case "calibrate":
		fmt.Println(perMs())
	case "spin":
		spin(int(number(2)), number(3))
	case "serve":
		serve(number(2), number(3), number(4), uint64(number(5)), int(number(6)))
	}
}
