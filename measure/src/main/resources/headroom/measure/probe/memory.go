package main

import (
	"runtime"
	"syscall"
	"unsafe"
)

const (
	pageBytes    = 4096
	requestBytes = 1 << 20
	// Between two collections so many requests allocate: as with a live heap of a few MiB, memory is used again after
	// it has left the core's own caches.
	requestsPerCycle = 8
	cycles           = 4
)

var allocated []byte // makes objects escape

// allocation measures what requests of 1 MiB take to allocate, by the size of the objects. Collections run between
// requests, and requests that fault pages in do not count: both are charged by themselves. So is sweeping, which the
// collections do here.
func allocation() (sample, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var sizes, objectNs, weights []float64
	for _, size := range []int{32, 64, 128, 256, 1024, 4096, 16384} {
		took := allocateRequests(size)
		sizes = append(sizes, float64(size))
		objectNs = append(objectNs, took)
		weights = append(weights, 1/(took*took)) // so that the relative error counts
		trace("alloc %d: %.1f ns", size, took)
	}
	values := sample{}
	values["go.alloc"], values["go.allocByte"] = line(sizes, objectNs, weights)
	var large []float64
	for _, size := range []int{256 << 10, 512 << 10, 1 << 20} {
		large = append(large, allocateRequests(size)/float64(size))
	}
	trace("large %v", large)
	values["go.allocLargeByte"] = median(large)
	return values, nil
}

// allocateRequests is what an object of a size takes, ns of this thread's CPU: median over the requests.
func allocateRequests(size int) float64 {
	objects := requestBytes / size
	clock := clockCost()
	var took []float64
	for cycle := range cycles {
		for range requestsPerCycle {
			computed += multiply(50_000, 1)
			faults, from := faultsOfThread(), clockNs(threadCPU)
			for range objects {
				allocated = make([]byte, size)
			}
			ns := float64(clockNs(threadCPU)-from) - clock
			if faultsOfThread() == faults && cycle > 0 {
				took = append(took, ns/float64(objects))
			}
		}
		allocated = nil
		runtime.GC()
	}
	return median(took)
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

// pageFaults measures touching memory that the kernel has to provide, page by page.
func pageFaults() (sample, error) {
	const bytes, repeats = 16 << 20, 5
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var took []float64
	for range repeats {
		memory, err := syscall.Mmap(-1, 0, bytes, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
		if err != nil {
			return nil, err
		}
		// A kernel without huge pages does not know this; there is nothing to prevent then.
		syscall.RawSyscall(syscall.SYS_MADVISE, uintptr(unsafe.Pointer(&memory[0])), bytes, adviseNoHugePages)
		from := clockNs(threadCPU)
		for at := 0; at < bytes; at += pageBytes {
			memory[at] = 1
		}
		took = append(took, float64(clockNs(threadCPU)-from)/(bytes/pageBytes))
		if err := syscall.Munmap(memory); err != nil {
			return nil, err
		}
	}
	return sample{"os.pageFault": median(took)}, nil
}
