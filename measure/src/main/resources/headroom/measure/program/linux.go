package main

import (
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
	"unsafe"
)

// Clock and scheduler constants of Linux that package syscall does not name.
const (
	clockMonotonic = 1
	timerAbsolute  = 1
	schedOther     = 0
	schedFifo      = 1
	cpuClockSched  = 2 // nanoseconds that the scheduler accounted to a process
)

// clockBase ties the monotonic clock of package time, which is read without a system call, to CLOCK_MONOTONIC.
var clockBase, clockBaseNs = tieClocks()

func tieClocks() (base time.Time, baseNs int64) {
	shortest := time.Hour
	for try := 0; try < 20; try++ {
		before := time.Now()
		ns, _ := clockNs(clockMonotonic)
		if took := time.Since(before); took < shortest {
			shortest, base, baseNs = took, before, ns-int64(took)/2
		}
	}
	return base, baseNs
}

// monotonicNs reads CLOCK_MONOTONIC; all processes of a run see the same values, to about a microsecond.
func monotonicNs() int64 {
	return clockBaseNs + int64(time.Since(clockBase))
}

func clockNs(clock int) (int64, error) {
	var now syscall.Timespec
	_, _, errno := syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, uintptr(clock), uintptr(unsafe.Pointer(&now)), 0)
	if errno != 0 {
		return 0, errno
	}
	return now.Nano(), nil
}

// processCPUNs is the CPU time that a process has used; reading it does not disturb that process.
func processCPUNs(pid int) (int64, error) {
	return clockNs(^pid<<3 | cpuClockSched)
}

// cpuSet is a set of cores, as the kernel's affinity calls take it.
type cpuSet [16]uint64

// allowedCores lists the cores that this process may use, in ascending order.
func allowedCores() ([]int, error) {
	var set cpuSet
	_, _, errno := syscall.RawSyscall(syscall.SYS_SCHED_GETAFFINITY,
		0, unsafe.Sizeof(set), uintptr(unsafe.Pointer(&set)))
	if errno != 0 {
		return nil, fmt.Errorf("sched_getaffinity: %w", errno)
	}
	var cores []int
	for core := 0; core < len(set)*64; core++ {
		if set[core/64]&(1<<(core%64)) != 0 {
			cores = append(cores, core)
		}
	}
	return cores, nil
}

// bindThread binds a thread (0: the calling one) to some cores. What it starts afterwards inherits that.
func bindThread(thread int, cores []int) error {
	var set cpuSet
	for _, core := range cores {
		set[core/64] |= 1 << (core % 64)
	}
	_, _, errno := syscall.RawSyscall(syscall.SYS_SCHED_SETAFFINITY,
		uintptr(thread), unsafe.Sizeof(set), uintptr(unsafe.Pointer(&set)))
	if errno != 0 {
		return fmt.Errorf("sched_setaffinity: %w", errno)
	}
	return nil
}

// bindProcess binds every thread of this process. A thread that ends meanwhile is no error.
func bindProcess(cores []int) error {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return err
	}
	for _, thread := range threads {
		if id, err := strconv.Atoi(thread.Name()); err == nil {
			bindThread(id, cores)
		}
	}
	return bindThread(0, cores)
}

// setScheduling gives the calling thread a scheduling policy and a priority (0 unless real-time) and reports whether
// that was permitted. What the thread starts afterwards inherits it.
func setScheduling(policy uintptr, priority int32) bool {
	_, _, errno := syscall.RawSyscall(syscall.SYS_SCHED_SETSCHEDULER, 0, policy, uintptr(unsafe.Pointer(&priority)))
	return errno == 0
}
