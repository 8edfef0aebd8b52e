package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
)

const classColumn = "class"

// Trace is a trace file whose header has been matched with a plan.
type Trace struct {
	file    string
	plan    *Plan
	header  []string
	arrival int
	class   int   // -1: the file has no such column
	cells   []int // the column of the file for each of Plan.columns
}

// openTrace matches the columns of a trace with those of the plan.
func openTrace(file string, plan *Plan) (*Trace, error) {
	trace := &Trace{file: file, plan: plan}
	err := trace.eachLine(func(line int, cells []string) error {
		trace.header = slices.Clone(cells)
		return errStop
	}, 0)
	if err != nil {
		return nil, err
	}
	if trace.header == nil {
		return nil, fmt.Errorf("%s is empty", file)
	}
	trace.arrival = slices.Index(trace.header, "arrival_s")
	trace.class = slices.Index(trace.header, classColumn)
	if trace.arrival < 0 {
		return nil, fmt.Errorf("%s has no column arrival_s", file)
	}
	if trace.class < 0 && len(plan.Classes) > 1 {
		return nil, fmt.Errorf("%s has no column class, but the plan has %d classes", file, len(plan.Classes))
	}
	for _, column := range plan.columns {
		at := slices.Index(trace.header, column.Name)
		if at < 0 && column.Alias != "" {
			at = slices.Index(trace.header, column.Alias)
		}
		if at < 0 {
			return nil, fmt.Errorf("%s has no column %s", file, column.Name)
		}
		trace.cells = append(trace.cells, at)
	}
	return trace, nil
}

var errStop = errors.New("enough lines")

// eachLine passes the lines from the given one on; line 0 is the header.
func (t *Trace) eachLine(do func(line int, cells []string) error, from int) error {
	file, err := os.Open(t.file)
	if err != nil {
		return err
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.ReuseRecord = true
	for line := 0; ; line++ {
		cells, err := reader.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", t.file, err)
		}
		if line < from {
			continue
		}
		if err := do(line, cells); err == errStop {
			return nil
		} else if err != nil {
			return fmt.Errorf("%s:%d: %w", t.file, line+1, err)
		}
	}
}

// rows counts the requests.
func (t *Trace) rows() (int, error) {
	rows := 0
	err := t.eachLine(func(int, []string) error { rows++; return nil }, 1)
	if err == nil && rows == 0 {
		err = fmt.Errorf("%s has no requests", t.file)
	}
	return rows, err
}

// load writes arrivals, classes and demands on the board. An empty cell is a demand of 0.
func (t *Trace) load(board *Board) error {
	return t.eachLine(func(line int, cells []string) error {
		row := line - 1
		arrival, err := t.number(cells, t.arrival, 1e9)
		if err != nil {
			return err
		}
		if row > 0 && arrival < board.intended[row-1] {
			return fmt.Errorf("the arrival is earlier than that of the line before")
		}
		board.intended[row] = arrival
		if t.class >= 0 {
			class := slices.IndexFunc(t.plan.Classes, func(c Class) bool { return c.Class == cells[t.class] })
			if class < 0 {
				return fmt.Errorf("the plan has no class %q", cells[t.class])
			}
			board.class[row] = int64(class)
		}
		for i, column := range t.plan.columns {
			unit := 1e6
			if column.Bytes {
				unit = 1
			}
			demand, err := t.number(cells, t.cells[i], unit)
			if err != nil {
				return err
			}
			board.demand[row*board.columns+i] = demand
		}
		return nil
	}, 1)
}

func (t *Trace) number(cells []string, at int, unit float64) (int64, error) {
	if cells[at] == "" {
		return 0, nil
	}
	value, err := strconv.ParseFloat(cells[at], 64)
	if err != nil || !(value >= 0 && value*unit < math.MaxInt64/2) {
		return 0, fmt.Errorf("%s must be a number of at least 0, is %q", t.header[at], cells[at])
	}
	return int64(math.Round(value * unit)), nil
}

// writeMeasured writes the trace with the times that the downstream really held the requests: what a replay has to
// use.
func (t *Trace) writeMeasured(file string, board *Board) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	defer out.Close()
	writer := csv.NewWriter(out)
	err = t.eachLine(func(line int, cells []string) error {
		for i, column := range t.plan.columns {
			if line > 0 && column.Held && cells[t.cells[i]] != "" {
				held := board.demand[(line-1)*board.columns+i]
				cells[t.cells[i]] = strconv.FormatFloat(float64(held)/1e6, 'f', 4, 64)
			}
		}
		return writer.Write(cells)
	}, 0)
	if err != nil {
		return err
	}
	writer.Flush()
	return writer.Error()
}
