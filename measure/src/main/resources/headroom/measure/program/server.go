package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

const (
	// Instead of a request's number the client sends these when the window begins and ends.
	windowStartMark = 1<<32 - 1
	windowEndMark   = 1<<32 - 2

	// CPU of reading, handing over and stamping a request, part of the overhead that a plan asks for.
	harnessOverheadNs = 2600

	sampleEvery = 50 * time.Millisecond
	// Connections for io steps that are dialed ahead: this many requests at work when the plan sets no limit.
	expectedRequests  = 64
	mostDialedAhead   = 2048
	acceptBufferBytes = 512
)

// server is the measured process: an acceptor goroutine reads request numbers from a socket, as any server does, and
// sends each to a channel of jobs, or starts a goroutine for it.
type server struct {
	plan       *Plan
	board      *Board
	burner     *burner
	overheadNs int64
	classes    [][]step
	jobs       chan int32
	sampler    *sampler
}

// serve does the requests that the client sends, until the client closes the connection.
func serve(plan *Plan, board *Board, port int) error {
	requests, err := dial(port) // the client takes its first connection for that of the requests
	if err != nil {
		return err
	}
	burner := newBurner()
	board.header.iterationsPerMs = int64(burner.stretchIterations * 1_000_000 / stretchNs)
	server := &server{plan: plan, board: board, burner: burner, sampler: newSampler(board)}
	server.overheadNs = max(plan.OverheadNs-harnessOverheadNs, 0)
	if err := server.compile(port); err != nil {
		return err
	}
	server.startWorkers()
	buildLiveHeap(plan.LiveHeap)
	if _, err := requests.Write([]byte{1}); err != nil { // ready
		return err
	}
	return server.accept(requests)
}

func (s *server) compile(port int) error {
	compiler := &compiler{
		plan: s.plan, board: s.board, burner: s.burner, connections: &connectionStack{port: port},
		pools: map[string]chan *connection{}, mutexes: map[string]*sync.Mutex{},
	}
	width := 0
	for _, class := range s.plan.Classes {
		width = max(width, parallelIo(class.Steps))
	}
	requests := s.plan.Workers
	if requests == 0 {
		requests = expectedRequests
	}
	if err := compiler.connections.prepare(min(requests*width, mostDialedAhead)); err != nil {
		return err
	}
	for name, pool := range s.plan.Pools {
		compiler.pools[name] = make(chan *connection, pool.Size)
		for range pool.Size {
			connection, err := dial(port)
			if err != nil {
				return err
			}
			compiler.pools[name] <- connection
		}
	}
	for _, class := range s.plan.Classes {
		s.classes = append(s.classes, compiler.compileAll(class.Steps))
	}
	return nil
}

func (s *server) startWorkers() {
	queue := s.plan.Queue
	if queue < 0 {
		queue = len(s.board.intended)
	}
	s.jobs = make(chan int32, queue)
	for range s.plan.Workers {
		go func() {
			worker := &task{}
			for row := range s.jobs {
				s.work(worker, int(row))
			}
		}()
	}
}

// accept reads the numbers of requests until the client closes the connection.
func (s *server) accept(requests io.Reader) error {
	buffer := make([]byte, acceptBufferBytes)
	filled := 0
	for {
		read, err := requests.Read(buffer[filled:])
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		filled += read
		whole := filled &^ 3
		for at := 0; at < whole; at += 4 {
			s.handle(binary.LittleEndian.Uint32(buffer[at:]))
		}
		filled = copy(buffer, buffer[whole:filled])
		s.sampler.sampleIfDue()
	}
}

func (s *server) handle(number uint32) {
	switch {
	case number == windowStartMark:
		s.sampler.countCollections(&s.board.header.windowStart)
	case number == windowEndMark:
		s.sampler.countCollections(&s.board.header.windowEnd)
	case s.plan.Workers == 0:
		go s.work(&task{}, int(number))
	case s.plan.WhenFull == "block":
		s.jobs <- int32(number)
	default:
		select {
		case s.jobs <- int32(number):
		default:
			s.board.rejected[number] = 1
			s.board.finish(int(number))
		}
	}
}

// work does all steps of one request. A failure of a connection ends the process: the run is void.
func (s *server) work(t *task, row int) {
	s.board.taken[row] = monotonicNs()
	s.burner.burn(s.overheadNs)
	t.row = row
	if err := runSteps(s.classes[s.board.class[row]], t, 0); err != nil {
		fmt.Fprintln(os.Stderr, "measured:", err)
		os.Exit(1)
	}
	s.board.finish(row)
	t.release()
}

// sampler reads the metrics of the runtime. The acceptor calls it, which is awake anyhow, so sampling wakes no thread;
// one sample takes 0.6 us in a loop and allocates nothing, so 20 a second cost less than 0.01 % of a core.
type sampler struct {
	board   *Board
	last    time.Time
	samples []metrics.Sample
	cpu     []metrics.Sample
	stats   debug.GCStats
}

func newSampler(board *Board) *sampler {
	sampler := &sampler{board: board, samples: []metrics.Sample{
		{Name: "/gc/heap/live:bytes"}, {Name: "/gc/heap/goal:bytes"}, {Name: "/sched/goroutines:goroutines"},
	}, cpu: []metrics.Sample{{Name: "/cpu/classes/gc/total:cpu-seconds"}}}
	sampler.stats.Pause = make([]time.Duration, 0, 1024) // else ReadGCStats would allocate it
	metrics.Read(sampler.samples)
	return sampler
}

func (s *sampler) sampleIfDue() {
	if now := time.Now(); now.Sub(s.last) >= sampleEvery {
		s.last = now
		s.sample()
	}
}

func (s *sampler) sample() {
	metrics.Read(s.samples)
	header := s.board.header
	for i, most := range []*int64{&header.heapLiveMax, &header.heapGoalMax, &header.goroutinesMax} {
		*most = max(*most, int64(s.samples[i].Value.Uint64()))
	}
}

func (s *sampler) countCollections(count *collectorCount) {
	debug.ReadGCStats(&s.stats)
	count.cycles, count.pauseNs = s.stats.NumGC, int64(s.stats.PauseTotal)
	metrics.Read(s.cpu)
	count.cpuNs = int64(s.cpu[0].Value.Float64() * 1e9)
	s.sample()
}
