// Command http measures what a request costs a net/http server beside its handler's own work: CPU,
// where in the request it is spent, and what is allocated.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

var (
	requests    = flag.Int("requests", 200_000, "requests to send")
	connections = flag.Int("connections", 32, "keep-alive connections, each with one request on its way")
	busy        = flag.Int("busy", 0, "let a goroutine of the server compute all the time, and send so many requests a second")
	work        = flag.Duration("work", 0, "let a worker compute for so long for each accepted job")
	serving     = flag.Bool("serve", false, "be the server that is measured")
)

// A watchedConn remembers when a request had been read, was offered and answered.
type watchedConn struct {
	net.Conn
	readAt, offeredAt, answeredAt time.Time
	w                             *watch
}

type watch struct{ before, after, end []time.Duration }

func (c *watchedConn) Read(p []byte) (int, error) {
	if !c.answeredAt.IsZero() && len(p) > 1 { // one byte is what the background reader asks for
		c.w.end = append(c.w.end, time.Since(c.answeredAt))
		c.answeredAt = time.Time{}
	}
	n, err := c.Conn.Read(p)
	if n > 1 {
		c.readAt = time.Now()
	}
	return n, err
}

func (c *watchedConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if !c.offeredAt.IsZero() {
		c.answeredAt = time.Now()
		c.w.before = append(c.w.before, c.offeredAt.Sub(c.readAt))
		c.w.after = append(c.w.after, c.answeredAt.Sub(c.offeredAt))
		c.offeredAt = time.Time{}
	}
	return n, err
}

type watchedListener struct {
	net.Listener
	w *watch
}

func (l watchedListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &watchedConn{Conn: c, w: l.w}, nil
}

type connKey struct{}

func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

// serve answers POST /jobs: 202 if the job finds room in the channel, else 503. GET /watch switches the clocks of
// single requests on; GET /report says what has been measured since the last report.
func serve() {
	w := &watch{}
	watching := false
	jobs := make(chan int, *requests/2)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /jobs", func(rw http.ResponseWriter, r *http.Request) {
		var job struct{ ID int }
		if err := json.NewDecoder(r.Body).Decode(&job); err != nil {
			http.Error(rw, err.Error(), http.StatusBadRequest)
			return
		}
		if watching {
			r.Context().Value(connKey{}).(*watchedConn).offeredAt = time.Now()
		}
		select {
		case jobs <- job.ID:
			rw.Header().Set("Content-Type", "application/json")
			rw.WriteHeader(http.StatusAccepted)
			fmt.Fprintf(rw, `{"id":%d}`, job.ID)
		default:
			http.Error(rw, "queue full", http.StatusServiceUnavailable)
		}
	})
	if *work > 0 {
		go func() {
			for range jobs {
				for end := time.Now().Add(*work); time.Now().Before(end); {
				}
			}
		}()
	}
	var before runtime.MemStats
	var cpuBefore time.Duration
	mux.HandleFunc("GET /watch", func(rw http.ResponseWriter, r *http.Request) { watching = true })
	mux.HandleFunc("GET /report", func(rw http.ResponseWriter, r *http.Request) {
		var now runtime.MemStats
		used := cpu()
		runtime.ReadMemStats(&now)
		n := float64(*requests)
		fmt.Fprintf(rw, "cpu %.1f us, %.0f B in %.1f objects a request", float64(used-cpuBefore)/1e3/n,
			float64(now.TotalAlloc-before.TotalAlloc)/n, float64(now.Mallocs-before.Mallocs)/n)
		if len(w.before) > 0 {
			fmt.Fprintf(rw, "; to the offer %v, on to the answer %v, on to the next read %v (medians)",
				median(w.before), median(w.after), median(w.end))
		}
		before, cpuBefore = now, cpu()
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(l.Addr())
	if *busy > 0 {
		go func() {
			for i := 0; ; i++ {
			}
		}()
	}
	server := &http.Server{Handler: mux, ConnContext: func(ctx context.Context, c net.Conn) context.Context {
		return context.WithValue(ctx, connKey{}, c)
	}}
	panic(server.Serve(watchedListener{l, w}))
}

func main() {
	flag.Parse()
	if *serving {
		serve()
	}
	self, _ := os.Executable()
	server := exec.Command(self, os.Args[1:]...)
	server.Args = append(server.Args, "-serve")
	server.Env = append(os.Environ(), "GOMAXPROCS=1")
	out, _ := server.StdoutPipe()
	server.Stderr = os.Stderr
	if err := server.Start(); err != nil {
		panic(err)
	}
	defer server.Process.Kill()
	addr, _ := bufio.NewReader(out).ReadString('\n')
	addr = strings.TrimSpace(addr)
	get := func(path string) string {
		r, err := http.Get("http://" + addr + path)
		if err != nil {
			panic(err)
		}
		b := new(strings.Builder)
		bufio.NewReader(r.Body).WriteTo(b)
		return b.String()
	}
	if *busy > 0 {
		get("/watch")
	}
	for range 2 {
		get("/report")
		send(addr)
		fmt.Println(get("/report"))
	}
	get("/watch")
	send(addr)
	fmt.Println(get("/report"))
}

func send(addr string) {
	done := make(chan bool)
	for range *connections {
		go func() {
			conn, err := net.Dial("tcp", addr)
			if err != nil {
				panic(err)
			}
			defer conn.Close()
			in := bufio.NewReader(conn)
			for i := range *requests / *connections {
				body := fmt.Sprintf(`{"id":%d}`, i)
				fmt.Fprintf(conn, "POST /jobs HTTP/1.1\r\nHost: x\r\nUser-Agent: Go-http-client/1.1\r\nAccept-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
					len(body), body)
				r, err := http.ReadResponse(in, nil)
				if err != nil {
					panic(err)
				}
				r.Body.Close()
				if *busy > 0 {
					time.Sleep(time.Duration(*connections) * time.Second / time.Duration(*busy))
				}
			}
			done <- true
		}()
	}
	for range *connections {
		<-done
	}
}
