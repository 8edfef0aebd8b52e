package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
)

// pauses prints the work of both stops of a cycle, us: with one P there is nobody to wait for.
func pauses(arguments []string) {
	flags := flag.NewFlagSet("pauses", flag.ExitOnError)
	live := flags.Int("live", 4, "live heap, MiB")
	goroutines := flags.Int("goroutines", 1, "parked goroutines")
	cycles := flags.Int("cycles", 200, "collections")
	child := flags.Bool("child", false, "collect; the lines go to standard error")
	touch := flags.Int("touch", 0, "KiB that the program reads between two collections, which cools the caches")
	flags.Parse(arguments)
	if *child {
		kept := liveHeap(*live, 25)
		for range *goroutines {
			go func() { select {} }()
		}
		other := make([]byte, *touch<<10)
		for range *cycles {
			for i := 0; i < len(other); i += 64 {
				other[i]++
			}
			runtime.GC()
		}
		runtime.KeepAlive(kept)
		return
	}
	self := exec.Command(os.Args[0], append([]string{"pauses", "-child"}, arguments...)...)
	self.Env = append(os.Environ(), "GODEBUG=gctrace=1")
	var lines strings.Builder
	self.Stderr = &lines
	if err := self.Run(); err != nil {
		panic(err)
	}
	var first, last []float64
	clock := regexp.MustCompile(`: ([\d.]+)\+[\d.]+\+([\d.]+) ms clock`)
	all := clock.FindAllStringSubmatch(lines.String(), -1)
	for _, found := range all[max(0, len(all)-*cycles):] {
		a, _ := strconv.ParseFloat(found[1], 64)
		b, _ := strconv.ParseFloat(found[2], 64)
		first = append(first, a*1000)
		last = append(last, b*1000)
	}
	first, last = sorted(first), sorted(last)
	fmt.Printf("live %4d MiB, %6d goroutines, touched %6d KiB: start %6.1f %6.1f %6.1f us   end %6.1f %6.1f %6.1f us (p25, p50, p90)\n", *live, *goroutines, *touch,
		quantile(first, 0.25), quantile(first, 0.5), quantile(first, 0.9), quantile(last, 0.25), quantile(last, 0.5), quantile(last, 0.9))
}
