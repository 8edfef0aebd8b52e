package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"sync/atomic"
	"syscall"
	"unsafe"
)

const (
	listenerFd = 4 // second of exec.Cmd.ExtraFiles
	// The first request is sent this long after the server said that it is ready.
	leadNs = 300_000_000
	// How often the client looks, after the last arrival, whether the supervisor ends the run.
	endCheckNs    = 10_000_000
	eventsPerWait = 64
)

// client sends every request at its intended instant, and is the downstream service. It is one event loop. Its system
// calls do not pass through the scheduler of Go, which so never moves the loop to another thread (for the same reason
// it is not locked to its thread: a locked goroutine that is preempted needs another thread to go on). A timerfd,
// which has no slack, ends its waits.
type client struct {
	board      *Board
	epoll      int
	timer      int
	timerAtNs  int64 // when the timer fires
	requests   int   // connection to the acceptor of the server; -1 before it exists
	unsent     []byte
	next       int // row
	marks      []mark
	downstream downstream
}

// mark is a message to the server at an instant since the start.
type mark struct {
	atNs   int64
	number uint32
}

// driveClient plays the trace. It returns when the supervisor has seen all requests end.
func driveClient(plan *Plan, board *Board) error {
	c := &client{board: board, requests: -1, timerAtNs: math.MaxInt64, marks: []mark{
		{seconds(plan.WindowStartS), windowStartMark}, {seconds(plan.WindowEndS), windowEndMark},
	}}
	if err := c.open(); err != nil {
		return err
	}
	var events [eventsPerWait]syscall.EpollEvent
	for {
		wakeAtNs := c.doDue()
		if wakeAtNs < 0 {
			return nil
		}
		c.setTimer(wakeAtNs)
		count, _, errno := syscall.RawSyscall6(syscall.SYS_EPOLL_PWAIT, uintptr(c.epoll),
			uintptr(unsafe.Pointer(&events[0])), eventsPerWait, ^uintptr(0), 0, 8)
		if errno == syscall.EINTR {
			continue
		}
		if errno != 0 {
			return fmt.Errorf("epoll_pwait: %w", errno)
		}
		for _, event := range events[:count] {
			if err := c.handle(int(event.Fd)); err != nil {
				return err
			}
		}
	}
}

func seconds(s float64) int64 { return int64(math.Round(s * 1e9)) }

func (c *client) open() error {
	var err error
	if c.epoll, err = syscall.EpollCreate1(syscall.EPOLL_CLOEXEC); err != nil {
		return err
	}
	timer, _, errno := syscall.RawSyscall(syscall.SYS_TIMERFD_CREATE, clockMonotonic, syscall.O_NONBLOCK, 0)
	if errno != 0 {
		return fmt.Errorf("timerfd_create: %w", errno)
	}
	c.timer = int(timer)
	if err := syscall.SetNonblock(listenerFd, true); err != nil {
		return err
	}
	if err := c.watch(listenerFd, syscall.EPOLLIN); err != nil {
		return err
	}
	// Edge-triggered: setting the timer anew clears it, so that nobody has to read it.
	return c.watch(c.timer, syscall.EPOLLIN|edgeTriggered)
}

// edgeTriggered is EPOLLET, which package syscall gives a negative sign.
const edgeTriggered = 1 << 31

func (c *client) watch(fd int, events uint32) error {
	return syscall.EpollCtl(c.epoll, syscall.EPOLL_CTL_ADD, fd, &syscall.EpollEvent{Events: events, Fd: int32(fd)})
}

// doDue does all that is due and returns the instant of what is next, or -1 at the end.
func (c *client) doDue() int64 {
	for {
		wakeAtNs := c.downstream.answerDue()
		if startNs := c.board.header.startNs; startNs != 0 {
			sendAtNs := c.sendDue(startNs)
			if sendAtNs < 0 {
				return -1
			}
			wakeAtNs = min(wakeAtNs, sendAtNs)
		}
		if wakeAtNs > monotonicNs() {
			return wakeAtNs
		}
	}
}

// sendDue sends the requests and marks that are due and returns the instant of the next, or -1 at the end.
func (c *client) sendDue(startNs int64) int64 {
	for len(c.marks) > 0 && startNs+c.marks[0].atNs <= monotonicNs() {
		c.send(c.marks[0].number)
		c.marks = c.marks[1:]
	}
	for c.next < len(c.board.intended) && startNs+c.board.intended[c.next] <= monotonicNs() {
		c.board.sent[c.next] = monotonicNs()
		c.send(uint32(c.next))
		c.next++
	}
	nextNs := int64(math.MaxInt64)
	if len(c.marks) > 0 {
		nextNs = startNs + c.marks[0].atNs
	}
	if c.next < len(c.board.intended) {
		nextNs = min(nextNs, startNs+c.board.intended[c.next])
	}
	if nextNs != math.MaxInt64 {
		return nextNs
	}
	if atomic.LoadInt64(&c.board.header.stop) != 0 {
		return -1
	}
	return monotonicNs() + endCheckNs
}

// send writes a number to the server; what does not fit into the socket follows when there is room.
func (c *client) send(number uint32) {
	c.unsent = binary.LittleEndian.AppendUint32(c.unsent, number)
	c.flush()
}

func (c *client) flush() {
	if len(c.unsent) == 0 {
		return
	}
	written, _, errno := syscall.RawSyscall(syscall.SYS_WRITE, uintptr(c.requests),
		uintptr(unsafe.Pointer(&c.unsent[0])), uintptr(len(c.unsent)))
	if errno == 0 {
		c.unsent = c.unsent[:copy(c.unsent, c.unsent[written:])]
	}
}

func (c *client) setTimer(atNs int64) {
	if atNs == c.timerAtNs || atNs == math.MaxInt64 {
		return // a timer that is left to fire only ends a wait
	}
	c.timerAtNs = atNs
	timer := struct{ interval, value syscall.Timespec }{value: syscall.NsecToTimespec(atNs)}
	syscall.RawSyscall6(syscall.SYS_TIMERFD_SETTIME, uintptr(c.timer), timerAbsolute,
		uintptr(unsafe.Pointer(&timer)), 0, 0, 0)
}

// handle does what an event asks for.
func (c *client) handle(fd int) error {
	switch fd {
	case c.timer:
		c.timerAtNs = math.MaxInt64
	case listenerFd:
		return c.acceptAll()
	case c.requests:
		return c.handleServer()
	default:
		return c.downstream.receive(fd)
	}
	return nil
}

// acceptAll accepts the connections of the server. The first one is for the requests.
func (c *client) acceptAll() error {
	for {
		fd, _, err := syscall.Accept4(listenerFd, syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC)
		if err == syscall.EAGAIN {
			return nil
		}
		if err != nil {
			return fmt.Errorf("accept: %w", err)
		}
		if err := syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1); err != nil {
			return err
		}
		events := uint32(syscall.EPOLLIN)
		if c.requests < 0 {
			c.requests = fd
			events |= syscall.EPOLLOUT | edgeTriggered
		}
		if err := c.watch(fd, events); err != nil {
			return err
		}
	}
}

// handleServer sends what did not fit before, and starts the trace when the server says that it is ready.
func (c *client) handleServer() error {
	c.flush()
	var ready [1]byte
	count, err := syscall.Read(c.requests, ready[:])
	if err == syscall.EAGAIN {
		return nil
	}
	if err != nil || count == 0 {
		return fmt.Errorf("the server closed its connection")
	}
	atomic.StoreInt64(&c.board.header.startNs, monotonicNs()+leadNs)
	return nil
}
