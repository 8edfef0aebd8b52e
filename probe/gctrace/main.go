// Gctrace allocates in a controlled way and says, after each collection, what
// the runtime's pacer went by. Run with GODEBUG=gctrace=1,gcpacertrace=1 it
// leaves a log that a model of the pacer can be held to; see README.md.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"time"
)

var (
	record     = flag.String("record", "", "run the matrix of settings, one log each, into this `directory`")
	liveMiB    = flag.Float64("live", 16, "reachable heap, MiB, on top of what the runtime itself keeps")
	growMiB    = flag.Float64("grow", 0, "growth of the reachable heap, MiB for each 64 MiB allocated")
	objectSize = flag.Int("object", 1024, "bytes of an object, 16..32752; a quarter of it is pointers")
	noscan     = flag.Bool("noscan", false, "objects hold no pointers")
	rate       = flag.Float64("rate", 50, "allocation, MB/s; 0 is as fast as it goes")
	stacks     = flag.Int("stacks", 0, "parked goroutines, each with about 16 KiB of used stack")
	cycles     = flag.Int("cycles", 12, "collections until the end")
	seconds    = flag.Float64("seconds", 20, "give up after this many seconds")
)

// node is what the reachable heap consists of: a slice of pointers to the
// neighbours, or bytes.
type node struct {
	next []*node
	data []byte
}

// table is scannable memory of the program itself: 1 MiB of globals.
var table [1 << 17]*node

var (
	live  []*node
	place int
	sink  *node
)

func allocate() *node {
	if *noscan {
		return &node{data: make([]byte, *objectSize)}
	}
	return &node{next: make([]*node, *objectSize/8)}
}

// keep makes n reachable in place of the oldest, or in addition to it.
func keep(n *node, more bool) {
	if more {
		live = append(live, n)
		return
	}
	live[place] = n
	place = (place + 1) % len(live)
	if len(n.next) > 1 {
		for i := 0; i < len(n.next)/4; i++ {
			n.next[i] = live[(place+i*7919)%len(live)]
			if n.next[i] != nil && len(n.next[i].next) > 1 && i > 0 {
				n.next[i] = n // no chains: what leaves the ring is garbage
			}
		}
		n.next[0] = n
	}
}

//go:noinline
func park(depth int, done chan struct{}) byte {
	var frame [1024]byte
	frame[depth] = byte(depth)
	if depth > 0 {
		frame[0] = park(depth-1, done)
	} else {
		<-done
	}
	return frame[depth] + frame[0]
}

var samples = []metrics.Sample{
	{Name: "/gc/cycles/total:gc-cycles"},
	{Name: "/gc/heap/live:bytes"},
	{Name: "/gc/heap/goal:bytes"},
	{Name: "/gc/scan/globals:bytes"},
	{Name: "/memory/classes/total:bytes"},
	{Name: "/memory/classes/heap/released:bytes"},
	{Name: "/memory/classes/heap/free:bytes"},
	{Name: "/memory/classes/heap/objects:bytes"},
	{Name: "/memory/classes/heap/stacks:bytes"},
	{Name: "/cpu/classes/gc/mark/assist:cpu-seconds"},
	{Name: "/cpu/classes/gc/mark/idle:cpu-seconds"},
	{Name: "/gc/limiter/last-enabled:gc-cycle"},
}

var names = []string{
	"cycle", "live", "goal", "globals", "total", "released", "free", "objects", "stacks", "assist",
	"idle", "limiter",
}

var line = make([]byte, 0, 1024)

// sample writes one line of what the pacer can read; cumulative CPU in ns. It
// goes to stdout: the runtime writes its lines to stderr piece by piece.
func sample() {
	metrics.Read(samples)
	line = append(line[:0], "sample"...)
	for i, s := range samples {
		line = append(append(append(line, ' '), names[i]...), '=')
		if s.Value.Kind() == metrics.KindFloat64 {
			line = strconv.AppendInt(line, int64(s.Value.Float64()*1e9+0.5), 10)
		} else {
			line = strconv.AppendUint(line, s.Value.Uint64(), 10)
		}
	}
	line = append(line, '\n')
	os.Stdout.Write(line)
}

type sentinel struct{ self *sentinel }

// arm has sample run once after each collection.
func arm() {
	s := new(sentinel)
	runtime.SetFinalizer(s, func(*sentinel) {
		sample()
		arm()
	})
}

func collections() uint64 {
	one := []metrics.Sample{{Name: "/gc/cycles/total:gc-cycles"}}
	metrics.Read(one)
	return one[0].Value.Uint64()
}

func main() {
	flag.Parse()
	if *record != "" {
		recordAll(*record)
		return
	}
	fmt.Println("settings", runtime.Version(), "GOGC="+os.Getenv("GOGC"),
		"GOMEMLIMIT="+os.Getenv("GOMEMLIMIT"), "GOMAXPROCS="+strconv.Itoa(runtime.GOMAXPROCS(0)),
		os.Args[1:])
	arm()
	done := make(chan struct{})
	for i := 0; i < *stacks; i++ {
		go park(14, done)
	}
	count := int(*liveMiB * (1 << 20) / float64(*objectSize+48))
	live = make([]*node, 0, count+1)
	start := time.Now()
	var bytes float64
	next := *growMiB
	for i := 0; ; i++ {
		n := allocate()
		bytes += float64(*objectSize)
		switch {
		case len(live) < count:
			keep(n, true)
			if len(live) == count {
				fmt.Println("built after cycle", collections())
			}
		case *growMiB > 0 && bytes/(64<<20)*next >= float64(len(live)-count)*float64(*objectSize)/(1<<20):
			keep(n, true)
		case i%8 == 0:
			keep(n, false)
		default:
			sink = n
		}
		if i < len(table) {
			table[i] = n
			table[i] = nil
		}
		if i%16 != 0 {
			continue
		}
		elapsed := time.Since(start).Seconds()
		if elapsed > *seconds || collections() >= uint64(*cycles) {
			break
		}
		if ahead := bytes/(*rate*1e6) - elapsed; *rate > 0 && ahead > 0.002 {
			time.Sleep(time.Duration(ahead * 1e9))
		}
	}
	time.Sleep(20 * time.Millisecond) // the last sample
	close(done)
	runtime.KeepAlive(live)
}
