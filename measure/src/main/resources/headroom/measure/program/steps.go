package main

import (
	"sync"
	"syscall"
	"time"
	"unsafe"
)

// timerSlackNs is what the kernel adds to a sleeping system call, unless told otherwise (PR_SET_TIMERSLACK).
const timerSlackNs = 50_000

// task is one request, or one child of a spawn, at work.
type task struct {
	row      int
	kept     []unsafe.Pointer // what alloc steps keep until the request ends
	children []*task          // those hold what they keep as long
}

// release drops what the request kept.
func (t *task) release() {
	clear(t.kept)
	clear(t.children)
	t.kept, t.children = t.kept[:0], t.children[:0]
}

// step is a step of a request, ready to run. Execution counts the executions of the step within the request, in
// program order, from 0: it selects the column of the demand.
type step interface {
	run(t *task, execution int) error
}

// demands are the columns of a step on the board.
type demands struct {
	board *Board
	first int
}

func (d demands) cell(t *task, execution int) *int64 {
	return &d.board.demand[t.row*d.board.columns+d.first+execution]
}

type cpuStep struct {
	demands
	burner *burner
}

func (s *cpuStep) run(t *task, execution int) error {
	s.burner.burn(*s.cell(t, execution))
	return nil
}

type sleepStep struct{ demands }

func (s *sleepStep) run(t *task, execution int) error {
	time.Sleep(time.Duration(*s.cell(t, execution)))
	return nil
}

// syscallStep blocks its thread in the kernel, which the netpoller knows nothing of.
type syscallStep struct{ demands }

func (s *syscallStep) run(t *task, execution int) error {
	left := syscall.NsecToTimespec(max(*s.cell(t, execution)-timerSlackNs, 0))
	for {
		_, _, errno := syscall.Syscall6(syscall.SYS_CLOCK_NANOSLEEP, clockMonotonic, 0,
			uintptr(unsafe.Pointer(&left)), uintptr(unsafe.Pointer(&left)), 0, 0)
		if errno != syscall.EINTR {
			return nil
		}
	}
}

type allocStep struct {
	demands
	objects        int
	pointers, keep float64
}

func (s *allocStep) run(t *task, execution int) error {
	first := uint32(t.row * s.objects)
	t.kept = allocate(s, *s.cell(t, execution), first, t.kept)
	return nil
}

// ioStep waits for the downstream on a connection of its own.
type ioStep struct {
	demands
	connections *connectionStack
}

func (s *ioStep) run(t *task, execution int) error {
	connection, err := s.connections.take()
	if err != nil {
		return err
	}
	err = connection.ask(s.cell(t, execution))
	s.connections.put(connection)
	return err
}

// callStep waits for the downstream on a connection of a pool, for which it may have to queue.
type callStep struct {
	demands
	pool chan *connection
}

func (s *callStep) run(t *task, execution int) error {
	connection := <-s.pool
	err := connection.ask(s.cell(t, execution))
	s.pool <- connection
	return err
}

type lockStep struct {
	mutex *sync.Mutex
	steps []step
}

func (s *lockStep) run(t *task, execution int) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return runSteps(s.steps, t, execution)
}

type repeatStep struct {
	times int
	steps []step
}

func (s *repeatStep) run(t *task, execution int) error {
	for i := 0; i < s.times; i++ {
		if err := runSteps(s.steps, t, execution*s.times+i); err != nil {
			return err
		}
	}
	return nil
}

// spawnStep runs its steps in several goroutines and waits for all of them.
type spawnStep struct {
	count int
	steps []step
}

func (s *spawnStep) run(t *task, execution int) error {
	var (
		all     sync.WaitGroup
		failed  error
		failure sync.Once
	)
	all.Add(s.count)
	for i := 0; i < s.count; i++ {
		child := &task{row: t.row}
		t.children = append(t.children, child)
		go func() {
			defer all.Done()
			if err := runSteps(s.steps, child, execution*s.count+i); err != nil {
				failure.Do(func() { failed = err })
			}
		}()
	}
	all.Wait()
	return failed
}

func runSteps(steps []step, t *task, execution int) error {
	for _, step := range steps {
		if err := step.run(t, execution); err != nil {
			return err
		}
	}
	return nil
}

// compiler turns the steps of a plan into steps that run.
type compiler struct {
	plan        *Plan
	board       *Board
	burner      *burner
	connections *connectionStack
	pools       map[string]chan *connection
	mutexes     map[string]*sync.Mutex
}

func (c *compiler) compileAll(planned []Step) []step {
	steps := make([]step, len(planned))
	for i := range planned {
		steps[i] = c.compile(&planned[i])
	}
	return steps
}

// compile knows every kind that the check of the plan lets through.
func (c *compiler) compile(planned *Step) step {
	demands := demands{c.board, c.plan.firstColumnOf[planned.ID]}
	switch planned.Kind {
	case "cpu":
		return &cpuStep{demands, c.burner}
	case "io":
		return &ioStep{demands, c.connections}
	case "sleep":
		return &sleepStep{demands}
	case "syscall":
		return &syscallStep{demands}
	case "alloc":
		return &allocStep{demands, planned.Objects, planned.Pointers, planned.Keep}
	case "call":
		return &callStep{demands, c.pools[planned.Pool]}
	case "lock":
		if c.mutexes[planned.Mutex] == nil {
			c.mutexes[planned.Mutex] = &sync.Mutex{}
		}
		return &lockStep{c.mutexes[planned.Mutex], c.compileAll(planned.Steps)}
	case "repeat":
		return &repeatStep{planned.Times, c.compileAll(planned.Steps)}
	case "spawn":
		return &spawnStep{planned.Count, c.compileAll(planned.Steps)}
	}
	panic("a plan that was checked has a step of kind " + planned.Kind)
}
