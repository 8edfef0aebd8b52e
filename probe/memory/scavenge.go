package main

import (
	"flag"
	"fmt"
	"runtime"
	"runtime/metrics"
	"time"
)

// scavenge lets the heap shrink and prints what the background scavenger gives back and takes.
func scavenge(arguments []string) {
	flags := flag.NewFlagSet("scavenge", flag.ExitOnError)
	mib := flags.Int("dropped", 512, "MiB that the program drops")
	size := flags.Int("size", 8192, "bytes of an object")
	holes := flags.Int("holes", 0, "keep every so manyth object: the free memory is in pieces")
	busy := flags.Int("busy", 0, "goroutines that compute all the time")
	lasts := flags.Int("seconds", 10, "how long")
	flags.Parse(arguments)
	for range *busy {
		go func() {
			for {
			}
		}()
	}
	held := make([][]byte, *mib<<20 / *size)
	for i := range held {
		held[i] = make([]byte, *size)
		for at := 0; at < *size; at += 4096 {
			held[i][at] = 1
		}
	}
	var kept [][]byte
	for i := range held {
		if *holes > 0 && i%*holes == 0 {
			kept = append(kept, held[i])
		}
	}
	held = nil
	runtime.GC()
	runtime.GC()
	from := time.Now()
	lastReleased, _ := scavenged()
	var lastCPU float64
	fmt.Printf("GOMAXPROCS %d\n   s  released MB/s   scavenger CPU ms/s   ns/page\n", runtime.GOMAXPROCS(0))
	for range *lasts {
		time.Sleep(time.Until(from.Add(time.Second)))
		runtime.GC() // the CPU classes are brought up to date by a cycle
		now := time.Now()
		released, cpu := scavenged()
		seconds := now.Sub(from).Seconds()
		from = now
		pages := (float64(released) - float64(lastReleased)) / 4096
		fmt.Printf("%4.1f %14.1f %20.2f %9.0f\n", seconds, pages*4096/1e6/seconds, (cpu-lastCPU)*1000/seconds, (cpu-lastCPU)*1e9/pages)
		lastReleased, lastCPU = released, cpu
	}
	runtime.KeepAlive(kept)
}

func scavenged() (bytes uint64, seconds float64) {
	samples := []metrics.Sample{{Name: "/memory/classes/heap/released:bytes"}, {Name: "/cpu/classes/scavenge/background:cpu-seconds"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64(), samples[1].Value.Float64()
}
