// Command limit changes the CPU limit of the cgroup that it runs in, and says after how long the
// runtime has changed GOMAXPROCS, and how long it stopped the world for that.
package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"
)

// The file of the limit, in microseconds a period of 100 ms; version 1 of cgroups.
const file = "cpu.cfs_quota_us"

func main() {
	group := os.Args[1]
	busy, _ := strconv.Atoi(os.Args[2])
	rounds, _ := strconv.Atoi(os.Args[3])
	limits := []string{"400000", "100000", "250000", "-1"}
	for range busy {
		go func() {
			for x := 0; ; x++ {
				_ = x
			}
		}()
	}
	set := func(limit string) {
		if err := os.WriteFile(group+"/"+file, []byte(limit), 0); err != nil {
			panic(err)
		}
	}
	pause := []metrics.Sample{
		{Name: "/sched/pauses/total/other:seconds"}, {Name: "/sched/pauses/stopping/other:seconds"},
	}
	for i := range rounds {
		time.Sleep(1500*time.Millisecond + rand.N(time.Second))
		before := runtime.GOMAXPROCS(0)
		limit := limits[i%len(limits)]
		metrics.Read(pause)
		total, stopping := counts(pause[0]), counts(pause[1])
		begin := time.Now()
		set(limit)
		for runtime.GOMAXPROCS(0) == before && time.Since(begin) < 3*time.Second {
			time.Sleep(100 * time.Microsecond)
		}
		took := time.Since(begin)
		time.Sleep(200 * time.Millisecond)
		metrics.Read(pause)
		fmt.Printf("limit %s: GOMAXPROCS %d to %d after %.1f ms, stopped %s, of which stopping %s\n",
			limit, before, runtime.GOMAXPROCS(0), float64(took)/1e6,
			news(pause[0], total), news(pause[1], stopping))
	}
	set("-1")
}

func counts(s metrics.Sample) []uint64 {
	return append([]uint64(nil), s.Value.Float64Histogram().Counts...)
}

// news names the buckets in which there is more now, by their upper ends.
func news(s metrics.Sample, before []uint64) string {
	h := s.Value.Float64Histogram()
	var found []string
	for i, n := range h.Counts {
		for ; n > before[i]; n-- {
			found = append(found, fmt.Sprintf("%.0fus", h.Buckets[i+1]*1e6))
		}
	}
	return strings.Join(found, " ")
}
