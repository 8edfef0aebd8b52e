package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"unsafe"
)

// Constants of Linux that package syscall does not name.
const (
	monotonic         = 1 // clocks
	processCPU        = 2
	threadCPU         = 3
	monotonicCoarse   = 6
	setTimerSlack     = 29 // of prctl
	getTimerSlack     = 30
	blockSignals      = 0 // of sigprocmask
	signalSetBytes    = 8
	urgentSignalBit   = 1 << (uint(syscall.SIGURG) - 1)
	adviseNoHugePages = 15
	resourcesOfThread = 1
)

// clockNs reads a clock with a system call, also where package time would not: nothing of the runtime of Go is in it,
// so that a thread that must not be preempted can call it.
//
//go:nosplit
func clockNs(clock uintptr) int64 {
	var now syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clock, uintptr(unsafe.Pointer(&now)), 0)
	return now.Nano()
}

// resolutionNs is that of a clock.
func resolutionNs(clock uintptr) int64 {
	var resolution syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETRES, clock, uintptr(unsafe.Pointer(&resolution)), 0)
	return resolution.Nano()
}

// sleepNs sleeps in the kernel; the scheduler of Go does not hear of it.
//
//go:nosplit
func sleepNs(ns int64) {
	length := syscall.NsecToTimespec(ns)
	syscall.RawSyscall(syscall.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&length)), 0, 0)
}

// timerSlackNs is by how much the kernel may delay the timers of this thread.
func timerSlackNs() float64 {
	slack, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, getTimerSlack, 0, 0)
	if errno != 0 {
		return 50_000 // prctl(2): the default
	}
	return float64(slack)
}

// faultsOfThread are the page faults of this thread that needed no disk.
func faultsOfThread() int64 {
	var used syscall.Rusage
	syscall.RawSyscall(syscall.SYS_GETRUSAGE, resourcesOfThread, uintptr(unsafe.Pointer(&used)), 0)
	return int64(used.Minflt)
}

// ownThread runs something on a thread of its own, bound to a core (-1: to none), without timer slack if exact. The
// runtime of Go does not interrupt it there, as it would after 10 ms, since the thread blocks the signal for that: what
// runs must call nothing of the runtime for longer. The thread ends with it.
func ownThread(core int, exact bool, do func()) <-chan error {
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends with the goroutine
		if core >= 0 {
			if err := bindThread(0, []int{core}); err != nil {
				done <- err
				return
			}
		}
		if exact {
			syscall.RawSyscall(syscall.SYS_PRCTL, setTimerSlack, 1, 0)
		}
		blocked := uint64(urgentSignalBit)
		syscall.RawSyscall6(syscall.SYS_RT_SIGPROCMASK, blockSignals, uintptr(unsafe.Pointer(&blocked)), 0, signalSetBytes, 0, 0)
		do()
		done <- nil
	}()
	return done
}

// onProcessors does something with so many Ps.
func onProcessors(count int, do func()) {
	before := runtime.GOMAXPROCS(count)
	defer runtime.GOMAXPROCS(before)
	do()
}

// cpuSet is a set of cores, as the kernel's affinity calls take it.
type cpuSet [16]uint64

// allowedCores lists the cores that this process may use, in ascending order.
func allowedCores() ([]int, error) {
	var set cpuSet
	_, _, errno := syscall.RawSyscall(syscall.SYS_SCHED_GETAFFINITY, 0, unsafe.Sizeof(set), uintptr(unsafe.Pointer(&set)))
	if errno != 0 {
		return nil, fmt.Errorf("sched_getaffinity: %w", errno)
	}
	var cores []int
	for core := 0; core < len(set)*64; core++ {
		if set[core/64]&(1<<(core%64)) != 0 {
			cores = append(cores, core)
		}
	}
	if len(cores) == 0 {
		return nil, fmt.Errorf("sched_getaffinity: no cores")
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
