package main

import (
	"fmt"
	"os"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// Board is the memory that supervisor, client and server share. It is mapped from a file without a name, hence no part
// of any Go heap. Times are nanoseconds of CLOCK_MONOTONIC; 0 means "not yet".
type Board struct {
	header   *boardHeader
	intended []int64 // since the start
	sent     []int64
	taken    []int64 // when a worker began
	done     []int64 // when the last step ended, or when the request was rejected
	rejected []int64 // 1 if rejected
	class    []int64 // index into Plan.Classes
	demand   []int64 // row-major, one column for each of Plan.columns; ns or bytes
	columns  int
}

// boardHeader is the part of the board that does not grow with the trace.
type boardHeader struct {
	rows, columns   int64
	startNs         int64 // instant of trace time 0, set by the client when the server is ready
	stop            int64 // set by the supervisor: the client ends, and the server with it
	finished        int64 // requests completed or rejected
	iterationsPerMs int64 // of the loop of a cpu step
	heapLiveMax     int64 // bytes
	heapGoalMax     int64 // bytes
	goroutinesMax   int64
	windowStart     collectorCount
	windowEnd       collectorCount
}

// collectorCount is what the collector of the server had done at an instant.
type collectorCount struct {
	cycles, pauseNs, cpuNs int64 // the CPU is counted when a cycle ends
}

const (
	headerBytes   = 4096
	boardFd       = 3 // first of exec.Cmd.ExtraFiles
	arraysOfRows  = 6 // intended to class
	bytesOfNumber = 8
)

// newBoard makes the board of a trace and returns the file that children inherit.
func newBoard(rows, columns int) (*Board, *os.File, error) {
	file, err := os.CreateTemp("/dev/shm", "measured-*")
	if err != nil {
		if file, err = os.CreateTemp("", "measured-*"); err != nil {
			return nil, nil, err
		}
	}
	os.Remove(file.Name())
	if err := file.Truncate(boardBytes(rows, columns)); err != nil {
		return nil, nil, err
	}
	board, err := mapBoard(int(file.Fd()), rows, columns)
	if err != nil {
		return nil, nil, err
	}
	board.header.rows, board.header.columns = int64(rows), int64(columns)
	return board, file, nil
}

// inheritBoard maps the board that the supervisor handed to this process.
func inheritBoard() (*Board, error) {
	first, err := mapBoard(boardFd, 0, 0)
	if err != nil {
		return nil, err
	}
	return mapBoard(boardFd, int(first.header.rows), int(first.header.columns))
}

func boardBytes(rows, columns int) int64 {
	return headerBytes + int64(rows)*int64(arraysOfRows+columns)*bytesOfNumber
}

// mapBoard maps the board and touches all of it, so that no page fault falls into the run.
func mapBoard(fd, rows, columns int) (*Board, error) {
	memory, err := syscall.Mmap(fd, 0, int(boardBytes(rows, columns)),
		syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED|syscall.MAP_POPULATE)
	if err != nil {
		return nil, fmt.Errorf("cannot map the memory shared by client and server: %w", err)
	}
	board := &Board{header: (*boardHeader)(unsafe.Pointer(&memory[0])), columns: columns}
	if rows == 0 {
		return board, nil
	}
	numbers := unsafe.Slice((*int64)(unsafe.Pointer(&memory[headerBytes])), rows*(arraysOfRows+columns))
	next := func(count int) []int64 {
		array := numbers[:count:count]
		numbers = numbers[count:]
		return array
	}
	board.intended, board.sent, board.taken = next(rows), next(rows), next(rows)
	board.done, board.rejected, board.class = next(rows), next(rows), next(rows)
	board.demand = next(rows * columns)
	return board, nil
}

// finish notes that a request has ended.
func (b *Board) finish(row int) {
	b.done[row] = monotonicNs()
	atomic.AddInt64(&b.header.finished, 1)
}

// intendedNs is the instant at which a request is meant to arrive.
func (b *Board) intendedNs(row int) int64 {
	return b.header.startNs + b.intended[row]
}
