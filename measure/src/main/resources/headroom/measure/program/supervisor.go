package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	clientPriority = 10 // of 1 to 99
	pollEvery      = 50 * time.Millisecond
	// The server builds its heap and dials its connections in this time, or something is wrong.
	startLimit = 120 * time.Second
	// A run in which no request ends for so long after the last arrival hangs.
	stallLimit = 60 * time.Second
	exitLimit  = 10 * time.Second
	followTime = 300 * time.Millisecond
)

var errInterrupted = errors.New("interrupted")

// supervisor starts client and server and watches them. It polls every 50 ms on the client's core.
type supervisor struct {
	plan        *Plan
	board       *Board
	client      *child
	server      *child
	interrupted chan os.Signal
	observed    observations
}

// observations is what the supervisor sees of the run from outside.
type observations struct {
	windowStart, windowEnd machineTime
	runStart, runEnd       machineTime
	threadsMax             int
	realtime               bool // whether the client has a real-time priority
}

// supervise does a whole run and writes its results.
func supervise(plan *Plan, planFile, traceFile, out string) error {
	if traceFile == "" || out == "" {
		return fmt.Errorf("run needs --plan FILE, --trace FILE and --out DIR")
	}
	trace, err := openTrace(traceFile, plan)
	if err != nil {
		return err
	}
	rows, err := trace.rows()
	if err != nil {
		return err
	}
	board, shared, err := newBoard(rows, len(plan.columns))
	if err != nil {
		return err
	}
	if err := trace.load(board); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	s := &supervisor{plan: plan, board: board, interrupted: make(chan os.Signal, 1)}
	signal.Notify(s.interrupted, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	err = s.start(planFile, shared)
	if err == nil {
		err = s.watch()
	}
	s.killChildren()
	if err != nil {
		return err
	}
	if err := trace.writeMeasured(filepath.Join(out, "trace-measured.csv"), board); err != nil {
		return err
	}
	return writeResults(out, plan, board, &s.observed)
}

// start starts the children, each bound to its cores from its first instruction on, so that runtime.NumCPU agrees.
func (s *supervisor) start(planFile string, shared *os.File) error {
	runtime.LockOSThread() // children inherit the cores of this thread, and die with it
	cores, err := allowedCores()
	if err != nil {
		return err
	}
	if s.plan.Cores > len(cores) {
		return fmt.Errorf("the plan asks for %d cores, but this process may use only %d", s.plan.Cores, len(cores))
	}
	listener, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return err
	}
	defer listener.Close()
	socket, err := listener.File()
	if err != nil {
		return err
	}
	defer socket.Close()
	port := strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)

	if err := bindProcess(cores[:1]); err != nil {
		return err
	}
	// The client never collects and is never preempted by signals: it is one loop that allocates nothing. All its threads
	// have the real-time priority, since any of them may come to run the loop.
	s.observed.realtime = setScheduling(schedFifo, clientPriority)
	s.client, err = startChild("client", []string{"--plan", planFile}, []*os.File{shared, socket},
		environment("GOMAXPROCS=1", "GOGC=off", "GODEBUG=asyncpreemptoff=1"))
	if err != nil {
		return err
	}
	if s.observed.realtime {
		setScheduling(schedOther, 0)
	}
	if err := bindThread(0, cores[len(cores)-s.plan.Cores:]); err != nil {
		return err
	}
	settings := environment("GOGC="+s.plan.Gogc, "GOMEMLIMIT="+s.plan.Gomemlimit)
	if s.plan.Gomaxprocs > 0 {
		settings = append(settings, "GOMAXPROCS="+strconv.Itoa(s.plan.Gomaxprocs))
	}
	s.server, err = startChild("server", []string{"--plan", planFile, "--port", port}, []*os.File{shared}, settings)
	if err != nil {
		return err
	}
	return bindThread(0, cores[:1])
}

// killChildren ends what still runs and waits until it is gone.
func (s *supervisor) killChildren() {
	for _, child := range []*child{s.client, s.server} {
		if child != nil {
			child.command.Process.Kill() // no effect on one that has ended
			<-child.gone
		}
	}
}

// watch follows the run to its end.
func (s *supervisor) watch() error {
	if err := s.awaitStart(); err != nil {
		return err
	}
	start := s.board.header.startNs
	readings := []struct {
		atNs int64
		into *machineTime
	}{
		{start, &s.observed.runStart},
		{start + seconds(s.plan.WindowStartS), &s.observed.windowStart},
		{start + seconds(s.plan.WindowEndS), &s.observed.windowEnd},
	}
	for _, reading := range readings {
		if err := s.sleepUntil(reading.atNs); err != nil {
			return err
		}
		machine, err := readMachine(s.server.command.Process.Pid, s.client.command.Process.Pid)
		if err != nil {
			return err
		}
		*reading.into = machine
	}
	s.observed.runEnd = s.observed.windowEnd
	return s.awaitEnd()
}

// awaitStart waits until the server is ready and the client has set the instant of the start.
func (s *supervisor) awaitStart() error {
	limit := time.Now().Add(startLimit)
	for atomic.LoadInt64(&s.board.header.startNs) == 0 {
		if time.Now().After(limit) {
			return fmt.Errorf("the server was not ready after %v", startLimit)
		}
		if err := s.pause(pollEvery); err != nil {
			return err
		}
	}
	return nil
}

// sleepUntil sleeps to an instant and counts threads meanwhile.
func (s *supervisor) sleepUntil(atNs int64) error {
	for {
		left := time.Duration(atNs - monotonicNs())
		if left <= 0 {
			return nil
		}
		if err := s.pause(min(left, pollEvery)); err != nil {
			return err
		}
		s.observed.threadsMax = max(s.observed.threadsMax, threadsOf(s.server.command.Process.Pid))
	}
}

// awaitEnd waits until all requests have ended, lets the children exit and waits for that.
func (s *supervisor) awaitEnd() error {
	lastArrival := s.board.intendedNs(len(s.board.intended) - 1)
	if err := s.sleepUntil(lastArrival); err != nil {
		return err
	}
	finished, changed := int64(0), time.Now()
	for finished < int64(len(s.board.intended)) {
		if now := atomic.LoadInt64(&s.board.header.finished); now != finished {
			finished, changed = now, time.Now()
		}
		if time.Since(changed) > stallLimit {
			return fmt.Errorf("%d of %d requests had not ended %v after the last that did",
				int64(len(s.board.intended))-finished, len(s.board.intended), stallLimit)
		}
		if err := s.pause(pollEvery); err != nil {
			return err
		}
	}
	atomic.StoreInt64(&s.board.header.stop, 1)
	return s.awaitExit()
}

func (s *supervisor) awaitExit() error {
	limit := time.After(exitLimit)
	for _, child := range []*child{s.client, s.server} {
		select {
		case <-child.gone:
		case <-s.interrupted:
			return errInterrupted
		case <-limit:
			return fmt.Errorf("the %s did not exit within %v", child.name, exitLimit)
		}
	}
	if s.client.err != nil || s.server.err != nil {
		return s.failure()
	}
	return nil
}

// pause sleeps, unless the run is interrupted or a child ends.
func (s *supervisor) pause(length time.Duration) error {
	select {
	case <-time.After(length):
		return nil
	case <-s.client.gone:
		return s.failure()
	case <-s.server.gone:
		return s.failure()
	case <-s.interrupted:
		return errInterrupted
	}
}

// failure says in one line why the children ended. When one of them fails the other often follows, so it waits a
// moment.
func (s *supervisor) failure() error {
	time.Sleep(followTime)
	var reasons []string
	for _, child := range []*child{s.client, s.server} {
		select {
		case <-child.gone:
			reasons = append(reasons, child.reason())
		default:
		}
	}
	return errors.New(strings.Join(reasons, "; "))
}
