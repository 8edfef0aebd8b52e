// Command spin runs two threads that never sleep in a cgroup whose CPU limit it changes, and says
// when they stood still and what the kernel counted at each change.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

const threads = 2

type gap struct{ at, length time.Duration }

func main() {
	group, limits := os.Args[1], strings.Split(os.Args[2], ",")
	runtime.GOMAXPROCS(threads + 2)
	start := time.Now()
	gaps := make(chan gap, 10_000)
	for range threads {
		go spin(start, gaps)
	}
	for _, limit := range limits {
		time.Sleep(1037 * time.Millisecond)
		before := counted(group)
		if err := os.WriteFile(group+"/cpu.cfs_quota_us", []byte(limit), 0); err != nil {
			panic(err)
		}
		fmt.Printf("at %.1f ms limit %s\n  %s\n  %s\n",
			float64(time.Since(start))/1e6, limit, before, counted(group))
	}
	time.Sleep(500 * time.Millisecond)
	for len(gaps) > 0 {
		each := <-gaps
		fmt.Printf("still from %.1f ms for %.1f ms\n", float64(each.at)/1e6, float64(each.length)/1e6)
	}
}

func spin(start time.Time, gaps chan<- gap) {
	runtime.LockOSThread()
	for last := time.Since(start); ; {
		now := time.Since(start)
		if now-last > 3*time.Millisecond {
			gaps <- gap{last, now - last}
		}
		last = now
	}
}

func counted(group string) string {
	text, err := os.ReadFile(group + "/cpu.stat")
	if err != nil {
		panic(err)
	}
	return strings.ReplaceAll(strings.TrimSpace(string(text)), "\n", " ")
}
