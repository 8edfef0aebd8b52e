package main

import (
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"
)

const (
	pageBytes    = 4096
	requestBytes = 1 << 20
	// Pauses between requests are those of a service at 60 requests a second, and memory is used again after more than what
	// caches hold: it has left those of the core, and mostly those of the machine.
	pauseBetweenRequests = 14 * time.Millisecond
	requestsPerCycle     = 64
	requestsPerSize      = 4
	mostSmall            = 32 << 10
	computingBefore      = 900_000 // operations, about 1 ms
)

var (
	smallSizes = []int{32, 64, 256, 1024, 16 << 10}
	largeSizes = []int{256 << 10, 1 << 20}
	allocated  []byte // makes objects escape
	linked     []unsafe.Pointer
)

// allocation measures what requests of 1 MiB take to allocate, by the size of the objects, a quarter of which have pointers
// if they are small. Collections run between requests, and requests that fault pages in do not count: both are charged by
// themselves. So is sweeping, which the collections do here.
func allocation() (sample, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	took := allocateRequests(append(append([]int(nil), smallSizes...), largeSizes...))
	var sizes, objectNs, weights, large []float64
	for _, size := range smallSizes {
		ns := median(took[size])
		if !(ns > 0) {
			continue // each request of this size had page faults
		}
		sizes = append(sizes, float64(size))
		objectNs = append(objectNs, ns)
		weights = append(weights, 1/(ns*ns)) // so that the relative error counts
	}
	for _, size := range largeSizes {
		for _, ns := range took[size] {
			large = append(large, ns/float64(size))
		}
	}
	values := sample{"go.allocLargeByte": median(large)}
	if len(sizes) > 2 {
		values["go.alloc"], values["go.allocByte"] = line(sizes, objectNs, weights)
	}
	return values, nil
}

// allocateRequests is what an object takes, ns of this thread's CPU, for each request, by the size of the objects.
func allocateRequests(sizes []int) map[int][]float64 {
	clock := clockCost()
	took := map[int][]float64{}
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for range requestsPerCycle {
		for range requestBytes / pageBytes {
			allocated = make([]byte, pageBytes)
		}
	}
	runtime.GC()
	requests := 0
	for turn := 0; turn <= requestsPerSize; turn++ {
		for _, size := range sizes {
			time.Sleep(pauseBetweenRequests)
			computed += multiply(computingBefore, 1)
			objects := requestBytes / size
			faults, from := faultsOfThread(), clockNs(threadCPU)
			for i := range objects {
				if i%objectsPerLinked == 0 && size <= mostSmall {
					linked = make([]unsafe.Pointer, size/8)
				} else {
					allocated = make([]byte, size)
				}
			}
			ns := float64(clockNs(threadCPU)-from) - clock
			if faultsOfThread() == faults && turn > 0 {
				took[size] = append(took[size], ns/float64(objects))
			}
			if requests++; requests%requestsPerCycle == 0 {
				allocated, linked = nil, nil
				runtime.GC()
			}
		}
	}
	return took
}

// clockCost is what reading the clock of a thread takes, ns.
func clockCost() float64 {
	took := make([]float64, 200)
	for i := range took {
		from := clockNs(threadCPU)
		took[i] = float64(clockNs(threadCPU) - from)
	}
	return median(took)
}

const (
	releasedBytes  = 4 << 20
	faultedBytes   = 1 << 20
	faultedRepeats = 9
)

// pageFaults measures touching memory that the kernel has to provide, page by page; and with two cores, how much longer
// it takes to replace a page that has only been read while another thread of the process computes, whose core the kernel
// has to interrupt then.
func pageFaults() (sample, error) {
	memory, err := syscall.Mmap(-1, 0, releasedBytes, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return nil, err
	}
	// A kernel without huge pages does not know this; there is nothing to prevent then.
	syscall.RawSyscall(syscall.SYS_MADVISE, uintptr(unsafe.Pointer(&memory[0])), releasedBytes, adviseNoHugePages)
	values := sample{}
	others := make([]byte, othersBytes)
	onProcessors(min(2, runtime.NumCPU()), func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		written, replaced := touchPages(memory, others)
		values["os.pageFault"] = written
		if runtime.NumCPU() > 1 {
			var over atomic.Bool
			gone := make(chan struct{})
			go func() {
				spun := uint64(1)
				for !over.Load() {
					spun = multiply(computingBefore/100, spun)
				}
				runtime.KeepAlive(spun)
				close(gone)
			}()
			_, interrupting := touchPages(memory, others)
			over.Store(true)
			<-gone
			values["os.tlbShootdown"] = max(0, interrupting-replaced)
		}
	})
	return values, syscall.Munmap(memory)
}

// touchPages is what a page takes that is written first, and one that is written after it was read, ns; with the caches as
// requests leave them.
func touchPages(memory, others []byte) (written, replaced float64) {
	var first, second []float64
	for repeat := range faultedRepeats {
		release(memory, others, 2*repeat)
		first = append(first, writePages(memory[:faultedBytes]))
		release(memory, others, 2*repeat+1)
		for at := 0; at < faultedBytes; at += pageBytes {
			computed += uint64(memory[at])
		}
		second = append(second, writePages(memory[:faultedBytes]))
	}
	return median(first), median(second)
}

// release gives memory back to the kernel and does other things then.
func release(memory, others []byte, request int) {
	syscall.Madvise(memory, syscall.MADV_DONTNEED)
	serveRequest(others, request)
	served += multiply(computingBefore, 1)
}

// writePages writes to every page; returns what that takes a page, ns.
func writePages(memory []byte) float64 {
	from := clockNs(threadCPU)
	for at := 0; at < len(memory); at += pageBytes {
		memory[at] = 1
	}
	return float64(clockNs(threadCPU)-from) / float64(len(memory)/pageBytes)
}
