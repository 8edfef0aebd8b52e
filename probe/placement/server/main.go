// A server as the reference programs are: an acceptor reads request numbers from a socket and sends them to a channel of
// jobs; workers compute, hold a lock, wait for the client's downstream. Latency counts from the time in the message to the
// last step. See ../README.md.
package main

import (
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"net"
	"os"
	"sort"
	"strings"
	"sync"
	"syscall"
	"time"
	_ "unsafe"
)

type step struct {
	kind string
	exp  bool
	ms   float64
}

//go:linkname nanotime runtime.nanotime
func nanotime() int64

type job struct{ id, at int64 }

var lats [64][]float64
var begin int64
var itersPerUs float64
var sink uint64

func burn(n int) {
	x := sink | 1
	for i := 0; i < n; i++ {
		x = x*6364136223846793005 + 1442695040888963407
		x ^= x >> 29
	}
	sink = x
}

func main() {
	workers := flag.Int("w", 4, "")
	spec := flag.String("s", "cpu:exp:4,io:5", "")
	flag.Parse()
	var steps []step
	for _, s := range strings.Split(*spec, ",") {
		f := strings.Split(s, ":")
		var st step
		st.kind = f[0]
		if f[1] == "exp" {
			st.exp = true
			f = f[1:]
		}
		fmt.Sscan(f[1], &st.ms)
		steps = append(steps, st)
	}
	best := 1e18
	for i := 0; i < 50; i++ {
		t := time.Now()
		burn(100000)
		if d := float64(time.Since(t).Nanoseconds()); d < best {
			best = d
		}
	}
	itersPerUs = 100000 / (best / 1000)
	c, err := net.Dial("tcp", "127.0.0.1:7001")
	if err != nil {
		panic(err)
	}
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(*workers))
	c.Write(b[:])
	jobs := make(chan job, 100000)
	var mu sync.Mutex
	for i := 0; i < *workers; i++ {
		d, err := net.Dial("tcp", "127.0.0.1:7001")
		if err != nil {
			panic(err)
		}
		go func() {
			r := rand.New(rand.NewSource(int64(i)))
			var b [8]byte
			for j := range jobs {
				for _, s := range steps {
					ms := s.ms
					if s.exp {
						ms *= r.ExpFloat64()
					}
					switch s.kind {
					case "cpu":
						burn(int(ms * 1000 * itersPerUs))
					case "lock":
						mu.Lock()
						burn(int(ms * 1000 * itersPerUs))
						mu.Unlock()
					case "io":
						binary.LittleEndian.PutUint64(b[:], uint64(ms*1000))
						d.Write(b[:])
						io.ReadFull(d, b[:])
					}
				}
				now := nanotime()
				if j.at-begin > 1e9 {
					lats[i] = append(lats[i], float64(now-j.at)/1e6)
				}
			}
		}()
	}
	buf := make([]byte, 4096)
	for {
		n, err := c.Read(buf)
		if err != nil {
			break
		}
		for i := 0; i+16 <= n; i += 16 {
			id, at := int64(binary.LittleEndian.Uint64(buf[i:])), int64(binary.LittleEndian.Uint64(buf[i+8:]))
			if begin == 0 {
				begin = at
			}
			if id < 0 {
				var ru syscall.Rusage
				syscall.Getrusage(0, &ru)
				fmt.Fprintf(os.Stderr, "cpu %.2f s\n", float64(ru.Utime.Nano()+ru.Stime.Nano())/1e9)
				var all []float64
				sum := 0.0
				for _, l := range lats {
					all = append(all, l...)
				}
				for _, x := range all {
					sum += x
				}
				sort.Float64s(all)
				n := len(all)
				fmt.Fprintf(os.Stderr, "n %d mean %.2f P50 %.2f P90 %.2f P99 %.2f\n", n, sum/float64(n), all[n/2], all[n*9/10], all[n*99/100])
				os.Exit(0)
			}
			jobs <- job{id, at}
		}
	}
}
