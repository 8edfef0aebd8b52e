package main

import (
	"encoding/binary"
	"io"
	"net"
	"sync"
)

// connection is a kept-alive TCP connection of the server to the downstream, used by one goroutine at a time.
type connection struct {
	net.Conn
	message [8]byte
}

// dial connects to the client's process.
func dial(port int) (*connection, error) {
	tcp, err := net.DialTCP("tcp4", nil, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	if err != nil {
		return nil, err
	}
	return &connection{Conn: tcp}, nil
}

// ask lets the downstream hold the request for the nanoseconds in demand, and notes there how long it really did.
func (c *connection) ask(demand *int64) error {
	binary.LittleEndian.PutUint64(c.message[:], uint64(*demand))
	if _, err := c.Write(c.message[:]); err != nil {
		return err
	}
	if _, err := io.ReadFull(c, c.message[:]); err != nil {
		return err
	}
	*demand = int64(binary.LittleEndian.Uint64(c.message[:]))
	return nil
}

// connectionStack hands out connections for io steps: the last one used first, a new one when all are in use.
type connectionStack struct {
	port  int
	mutex sync.Mutex
	idle  []*connection
}

// prepare dials connections ahead, so that dialing disturbs no request.
func (s *connectionStack) prepare(count int) error {
	for len(s.idle) < count {
		connection, err := dial(s.port)
		if err != nil {
			return err
		}
		s.idle = append(s.idle, connection)
	}
	return nil
}

func (s *connectionStack) take() (*connection, error) {
	s.mutex.Lock()
	if last := len(s.idle) - 1; last >= 0 {
		connection := s.idle[last]
		s.idle = s.idle[:last]
		s.mutex.Unlock()
		return connection, nil
	}
	s.mutex.Unlock()
	return dial(s.port)
}

func (s *connectionStack) put(connection *connection) {
	s.mutex.Lock()
	s.idle = append(s.idle, connection)
	s.mutex.Unlock()
}

// parallelIo is the largest number of io steps that one request of these steps has in flight at once; 0: it has none.
func parallelIo(steps []Step) int {
	widest := 0
	for _, step := range steps {
		width := 0
		switch step.Kind {
		case "io":
			width = 1
		case "spawn":
			width = step.Count * parallelIo(step.Steps)
		default:
			width = parallelIo(step.Steps)
		}
		widest = max(widest, width)
	}
	return widest
}
