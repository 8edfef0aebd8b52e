// Command search says what a goroutine that sleeps and wakes takes of the CPU with so many Ps, which
// the M that runs out of work looks through several times.
package main

import (
	"fmt"
	"os"
	"runtime"
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

func main() {
	n, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	runtime.GOMAXPROCS(n)
	var all sync.WaitGroup // every P has run something
	for range 4 * n {
		all.Go(func() {
			x := 0
			for i := range 2_000_000 {
				x += i
			}
			_ = x
		})
	}
	all.Wait()
	const rounds = 4000
	before := cpu()
	for range rounds {
		time.Sleep(300 * time.Microsecond)
	}
	fmt.Printf("%d Ps: %.2f us of CPU each time\n", n, float64(cpu()-before)/rounds/1e3)
}
