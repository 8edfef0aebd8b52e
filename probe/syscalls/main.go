// The program syscalls serves requests that compute and then block in a system call: an exponential 1 ms, and a sleep in the
// kernel. A second process sends them over a socket at the rate of a Poisson process. See README.md.
package main

import (
	"encoding/binary"
	"fmt"
	"math/rand"
	"net"
	"os"
	"os/exec"
	"runtime"
	"sort"
	"strconv"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

func mono() int64 {
	var ts syscall.Timespec
	syscall.Syscall(syscall.SYS_CLOCK_GETTIME, 1, uintptr(unsafe.Pointer(&ts)), 0)
	return ts.Sec*1e9 + ts.Nsec
}

var sink uint64

func spin(n int) {
	x := uint64(1)
	for i := 0; i < n; i++ {
		x = x*6364136223846793005 + 1442695040888963407
	}
	sink += x
}

func client(rate float64, seed int64, dur int) {
	runtime.LockOSThread()
	syscall.RawSyscall(syscall.SYS_PRCTL, 29, 1, 0)
	f := os.NewFile(3, "sock")
	fd := int(f.Fd())
	r := rand.New(rand.NewSource(seed))
	start := mono() + 1e8
	next := start
	var b [16]byte
	for {
		next += int64(r.ExpFloat64() / rate * 1e9)
		cpu := int64(r.ExpFloat64() * 1e6)
		if next > start+int64(dur)*1e9 {
			break
		}
		for {
			d := next - mono()
			if d <= 0 {
				break
			}
			ts := syscall.Timespec{Sec: d / 1e9, Nsec: d % 1e9}
			syscall.RawSyscall(syscall.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&ts)), 0, 0)
		}
		binary.LittleEndian.PutUint64(b[:], uint64(next))
		binary.LittleEndian.PutUint64(b[8:], uint64(cpu))
		syscall.Write(fd, b[:])
	}
}

func main() {
	if len(os.Args) < 6 {
		fmt.Fprintln(os.Stderr, "usage: syscalls RATE SEED CALL_NS SECONDS WORKERS (0: a goroutine for each request)")
		os.Exit(2)
	}
	rate, _ := strconv.ParseFloat(os.Args[1], 64)
	seed, _ := strconv.ParseInt(os.Args[2], 10, 64)
	call, _ := strconv.ParseInt(os.Args[3], 10, 64)
	dur, _ := strconv.Atoi(os.Args[4])
	workers, _ := strconv.Atoi(os.Args[5])
	if len(os.Args) > 6 && os.Args[6] == "client" {
		client(rate, seed, dur)
		return
	}
	best := 0.0
	for k := 0; k < 20; k++ {
		t := time.Now()
		spin(5000000)
		if p := 5000000 / float64(time.Since(t)); p > best {
			best = p
		}
	}
	fds, _ := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_SEQPACKET, 0)
	syscall.SetNonblock(fds[0], true)
	c := exec.Command(os.Args[0], os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5], "client")
	c.ExtraFiles = []*os.File{os.NewFile(uintptr(fds[1]), "c")}
	c.Stderr = os.Stderr
	f := os.NewFile(uintptr(fds[0]), "s")
	conn, err := net.FileConn(f)
	if err != nil {
		panic(err)
	}
	c.Start()
	syscall.Close(fds[1])
	var mu sync.Mutex
	var lat []float64
	start := mono()
	var wg sync.WaitGroup
	type job struct{ at, cpu int64 }
	do := func(j job) {
		spin(int(float64(j.cpu) * best))
		if call > 0 {
			ts := syscall.Timespec{Nsec: call - 50000}
			syscall.Nanosleep(&ts, nil)
		}
		l := float64(mono()-j.at) / 1e6
		if j.at-start > 2e9 {
			mu.Lock()
			lat = append(lat, l)
			mu.Unlock()
		}
	}
	ch := make(chan job, 100000)
	for i := 0; i < workers; i++ {
		go func() {
			for j := range ch {
				do(j)
				wg.Done()
			}
		}()
	}
	var b [16]byte
	for {
		n, err := conn.Read(b[:])
		if n == 0 || err != nil {
			break
		}
		j := job{int64(binary.LittleEndian.Uint64(b[:])), int64(binary.LittleEndian.Uint64(b[8:]))}
		wg.Add(1)
		if workers > 0 {
			ch <- j
		} else {
			go func() { do(j); wg.Done() }()
		}
	}
	wg.Wait()
	sort.Float64s(lat)
	m := 0.0
	for _, l := range lat {
		m += l
	}
	q := func(p float64) float64 { return lat[int(p*float64(len(lat)-1))] }
	var ru syscall.Rusage
	syscall.Getrusage(0, &ru)
	fmt.Printf("n %d mean %.2f p50 %.2f p90 %.2f p99 %.2f max %.1f cpu %.2f\n", len(lat), m/float64(len(lat)), q(.5), q(.9), q(.99), q(1), float64(ru.Utime.Nano()+ru.Stime.Nano())/1e9/float64(dur))
	c.Wait()
}
