package main

import (
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	faultBytes   = 4 << 20
	faultRepeats = 40
	pageBytes    = 4096
)

// faults measures what a page of 4 KiB takes that the kernel has to provide: written at once, or read first, as the write
// barrier of a collection that marks does, so that the kernel maps its page of zeros and has to replace it when the page
// is written. If another thread of the process runs meanwhile, its core has to forget that page of zeros, and is
// interrupted for it: that core's loss is measured, too.
func faults([]string) {
	runtime.GOMAXPROCS(2)
	memory, err := syscall.Mmap(-1, 0, faultBytes, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		panic(err)
	}
	var spins atomic.Bool
	var rounds atomic.Int64
	go func() {
		runtime.LockOSThread()
		value := uint64(1)
		for {
			if !spins.Load() {
				time.Sleep(time.Millisecond)
				continue
			}
			for range 300 {
				value = value*6364136223846793005 + 1442695040888963407
			}
			runtime.KeepAlive(value)
			rounds.Add(1)
		}
	}()
	runtime.LockOSThread()
	for _, other := range []bool{false, true} {
		spins.Store(other)
		time.Sleep(20 * time.Millisecond)
		var written, copied, lost []int64
		for range faultRepeats {
			forget(memory)
			written = append(written, touch(memory))
			forget(memory)
			for at := 0; at < faultBytes; at += pageBytes {
				sum += memory[at]
			}
			before, from := rounds.Load(), time.Now()
			took := touch(memory)
			done, at := rounds.Load()-before, time.Since(from)
			copied = append(copied, took)
			if other {
				before, from = rounds.Load(), time.Now()
				for time.Since(from) < 5*time.Millisecond {
				}
				undisturbed := float64(rounds.Load()-before) / float64(time.Since(from))
				lost = append(lost, (int64(at)-int64(float64(done)/undisturbed))/(faultBytes/pageBytes))
			}
		}
		fmt.Printf("another thread runs: %v; ns a page: written %d, written after it was read %d", other, median(written), median(copied))
		if other {
			fmt.Printf(", of which the other thread loses %d", median(lost))
		}
		fmt.Println()
	}
}

var sum byte

func forget(memory []byte) {
	if err := syscall.Madvise(memory, syscall.MADV_DONTNEED); err != nil {
		panic(err)
	}
	time.Sleep(time.Millisecond)
}

// touch writes to every page; returns what that took, ns a page.
func touch(memory []byte) int64 {
	from := time.Now()
	for at := 0; at < len(memory); at += pageBytes {
		memory[at] = 1
	}
	return int64(time.Since(from)) / int64(len(memory)/pageBytes)
}

func median(values []int64) int64 {
	slices.Sort(values)
	return values[len(values)/2]
}
