package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
)

// Plan says what the server does with a request and under which settings of the runtime.
type Plan struct {
	Name          string          `json:"name"`
	Cores         int             `json:"cores"`
	Gomaxprocs    int             `json:"gomaxprocs"` // 0: left to the runtime
	Gogc          string          `json:"gogc"`
	Gomemlimit    string          `json:"gomemlimit"` // bytes, or "off"
	Workers       int             `json:"workers"`    // 0: a goroutine for each request
	Queue         int             `json:"queue"`      // places before the workers; -1: no limit
	WhenFull      string          `json:"when_full"`  // "reject" or "block"
	OverheadNs    int64           `json:"overhead_ns"`
	WindowStartS  float64         `json:"window_start_s"`
	WindowEndS    float64         `json:"window_end_s"`
	LiveHeap      *LiveHeap       `json:"live_heap"`
	Pools         map[string]Pool `json:"pools"`
	Classes       []Class         `json:"classes"`
	columns       []Column
	firstColumnOf map[string]int // by the id of a step
}

// LiveHeap is the heap that stays reachable for the whole run.
type LiveHeap struct {
	Bytes       int64   `json:"bytes"`
	Pointers    float64 `json:"pointers"` // share of the objects that consist of pointers
	ObjectBytes int64   `json:"object_bytes"`
}

// Pool is a pool of connections to the downstream.
type Pool struct {
	Size int `json:"size"`
}

// Class is a kind of requests: those with this name in the column class of the trace.
type Class struct {
	Class string `json:"class"`
	Steps []Step `json:"steps"`
}

// Step is one step of a request. Kind says which of the other fields count.
type Step struct {
	Kind     string  `json:"kind"`
	ID       string  `json:"id"`       // cpu, io, sleep, syscall, alloc, call: names the columns of the trace
	Objects  int     `json:"objects"`  // alloc
	Pointers float64 `json:"pointers"` // alloc: share of the objects that are slices of pointers
	Keep     float64 `json:"keep"`     // alloc: share of the objects that stay referenced until the request ends
	Mutex    string  `json:"mutex"`    // lock
	Pool     string  `json:"pool"`     // call
	Times    int     `json:"times"`    // repeat
	Count    int     `json:"count"`    // spawn
	Steps    []Step  `json:"steps"`    // lock, repeat, spawn
}

// Column is a column of demands in the trace: one execution of one step.
type Column struct {
	Name  string // as in the header of the trace
	Alias string // another name that is accepted, or ""
	Bytes bool   // bytes; otherwise milliseconds in the trace, nanoseconds on the board
	Held  bool   // io or call: replaced by the time that the downstream really held it
}

// readPlan reads and checks a plan.
func readPlan(file string) (*Plan, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	plan := &Plan{firstColumnOf: map[string]int{}}
	if err := json.Unmarshal(text, plan); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if err := plan.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return plan, nil
}

func (p *Plan) check() error {
	switch {
	case p.Cores < 1:
		return fmt.Errorf("cores must be at least 1, is %d", p.Cores)
	case p.Workers < 0 || p.Queue < -1:
		return fmt.Errorf("workers (%d) must be at least 0, queue (%d) at least -1", p.Workers, p.Queue)
	case p.WhenFull != "reject" && p.WhenFull != "block":
		return fmt.Errorf("when_full must be reject or block, is %q", p.WhenFull)
	case p.WindowStartS < 0 || p.WindowEndS <= p.WindowStartS:
		return fmt.Errorf("the window from %g s to %g s is empty", p.WindowStartS, p.WindowEndS)
	case p.LiveHeap != nil && p.LiveHeap.ObjectBytes < 8:
		return fmt.Errorf("live_heap.object_bytes must be at least 8, is %d", p.LiveHeap.ObjectBytes)
	case len(p.Classes) == 0:
		return fmt.Errorf("classes are missing")
	}
	for _, class := range p.Classes {
		named := map[string]bool{}
		if err := p.nameColumns(class.Steps, 1, false, named); err != nil {
			return fmt.Errorf("class %s: %w", class.Class, err)
		}
	}
	return nil
}

// nameColumns gives every execution of every step with a demand its column; executions says how often these steps are
// executed for one request, nested whether repeat or spawn encloses them, and named which ids the class has used.
func (p *Plan) nameColumns(steps []Step, executions int, nested bool, named map[string]bool) error {
	for _, step := range steps {
		if step.Times < 0 || step.Count < 0 {
			return fmt.Errorf("times and count must be at least 0")
		}
		var err error
		switch step.Kind {
		case "cpu", "io", "sleep", "syscall":
			err = p.nameColumnsOf(step, executions, nested, named)
		case "alloc":
			if step.Objects < 1 {
				return fmt.Errorf("alloc %s: objects must be at least 1, is %d", step.ID, step.Objects)
			}
			err = p.nameColumnsOf(step, executions, nested, named)
		case "call":
			if p.Pools[step.Pool].Size < 1 {
				return fmt.Errorf("call %s: there is no pool %q with a size", step.ID, step.Pool)
			}
			err = p.nameColumnsOf(step, executions, nested, named)
		case "lock":
			err = p.nameColumns(step.Steps, executions, nested, named)
		case "repeat":
			err = p.nameColumns(step.Steps, executions*step.Times, true, named)
		case "spawn":
			err = p.nameColumns(step.Steps, executions*step.Count, true, named)
		default:
			return fmt.Errorf("unknown kind of step %q", step.Kind)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// nameColumnsOf names the columns of one step. Steps of two classes may have the same id: they share the columns.
func (p *Plan) nameColumnsOf(step Step, executions int, nested bool, named map[string]bool) error {
	if step.ID == "" {
		return fmt.Errorf("a step %s has no id", step.Kind)
	}
	if named[step.ID] {
		return fmt.Errorf("two steps have the id %s", step.ID)
	}
	named[step.ID] = true
	columns := columnsOf(step, executions, nested)
	if first, shared := p.firstColumnOf[step.ID]; shared {
		if !slices.Equal(columns, p.columns[first:min(first+executions, len(p.columns))]) {
			return fmt.Errorf("the step %s differs from the one of the same id in another class", step.ID)
		}
		return nil
	}
	p.firstColumnOf[step.ID] = len(p.columns)
	p.columns = append(p.columns, columns...)
	return nil
}

func columnsOf(step Step, executions int, nested bool) []Column {
	unit := "_ms"
	if step.Kind == "alloc" {
		unit = "_bytes"
	}
	plain := step.ID + unit
	var columns []Column
	for execution := 1; execution <= executions; execution++ {
		column := Column{Name: plain, Bytes: step.Kind == "alloc", Held: step.Kind == "io" || step.Kind == "call"}
		if nested {
			column.Name = fmt.Sprintf("%s.%d%s", step.ID, execution, unit)
			if executions == 1 {
				column.Alias = plain
			}
		}
		columns = append(columns, column)
	}
	return columns
}
