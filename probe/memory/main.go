// Command memory measures what memory costs a Go program: allocating while a collection marks and while none does, page
// faults, marking, pauses, the background scavenger, stacks, a look-up in a cache, and a service of large objects.
package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"
)

const wordsPerPointer = 4

var modes = map[string]func([]string){
	"allocate": allocate,
	"cache":    cache,
	"faults":   faults,
	"large":    large,
	"marking":  marking,
	"pauses":   pauses,
	"scavenge": scavenge,
	"stacks":   stacks,
}

func main() {
	if len(os.Args) > 1 {
		if mode, ok := modes[os.Args[1]]; ok {
			mode(os.Args[2:])
			return
		}
	}
	fmt.Fprintln(os.Stderr, "usage: memory allocate|cache|faults|large|marking|pauses|scavenge|stacks [flags]")
	os.Exit(2)
}

// gcphase is 1 while a collection marks, 2 while it ends. Needs -ldflags=-checklinkname=0.
//
//go:linkname gcphase runtime.gcphase
var gcphase uint32

func marks() bool { return atomic.LoadUint32(&gcphase) == 1 }

// threadCPU is the CPU of this thread, ns.
func threadCPU() int64 {
	var t syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, 3, uintptr(unsafe.Pointer(&t)), 0)
	return t.Nano()
}

// minorFaults are those of this thread so far, or with the process's all of them.
func minorFaults(who int) int64 {
	var u syscall.Rusage
	syscall.RawSyscall(syscall.SYS_GETRUSAGE, uintptr(who), uintptr(unsafe.Pointer(&u)), 0)
	return u.Minflt
}

const (
	ofProcess = 0
	ofThread  = 1
)

func processCPU() (user, system time.Duration) {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano()), time.Duration(u.Stime.Nano())
}

// spin takes d of this thread's time.
func spin(d time.Duration) {
	end := time.Now().Add(d)
	for time.Now().Before(end) {
	}
}

// liveHeap holds mib in objects of 256 B; the share of pointers in percent consists of words every fourth of which
// leads to another object.
func liveHeap(mib, pointers int) []any {
	count := mib << 20 / (256 + 8)
	table := make([]unsafe.Pointer, count)
	linked := count * pointers / 100
	for i := range table {
		if i < linked {
			table[i] = unsafe.Pointer(new([32]unsafe.Pointer))
		} else {
			table[i] = unsafe.Pointer(new([256]byte))
		}
	}
	random := uint64(1)
	for i := range linked {
		object := (*[32]unsafe.Pointer)(table[i])
		for word := 0; word < len(object); word += wordsPerPointer {
			random = random*6364136223846793005 + 1442695040888963407
			object[word] = table[int(random>>33)%linked]
		}
	}
	runtime.GC()
	runtime.GC()
	return []any{table}
}

func quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}

func sorted(values []float64) []float64 {
	slices.Sort(values)
	return values
}
