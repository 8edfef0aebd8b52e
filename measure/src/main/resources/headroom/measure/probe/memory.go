package main

import (
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

const (
	pageBytes    = 4096
	requestBytes = 1 << 20
	// Pauses between requests and the garbage of a collection are those of a service at 60 requests a second with a
	// small live heap: memory that is used again has left the caches of the core, in part also those of the machine.
	pauseBetweenRequests = 14 * time.Millisecond
	requestsPerCycle     = 4
	requestsPerSize      = 4
	computingBefore      = 900_000 // operations, about 1 ms
)

var (
	smallSizes = []int{32, 64, 256, 1024, 16 << 10}
	largeSizes = []int{256 << 10, 1 << 20}
	allocated  []byte // makes objects escape
)

// allocation measures what requests of 1 MiB take to allocate, by the size of the objects. Collections run between
// requests, and requests that fault pages in do not count: both are charged by themselves. So is sweeping, which the
// collections do here.
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
	requests := 0
	for turn := 0; turn <= requestsPerSize; turn++ {
		for _, size := range sizes {
			time.Sleep(pauseBetweenRequests)
			computed += multiply(computingBefore, 1)
			objects := requestBytes / size
			faults, from := faultsOfThread(), clockNs(threadCPU)
			for range objects {
				allocated = make([]byte, size)
			}
			ns := float64(clockNs(threadCPU)-from) - clock
			if faultsOfThread() == faults && turn > 0 {
				took[size] = append(took[size], ns/float64(objects))
			}
			if requests++; requests%requestsPerCycle == 0 {
				allocated = nil
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
