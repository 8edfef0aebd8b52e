package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
)

// Results is measured.json. Latencies are in ms, of requests that arrived inside the window and completed, counted
// from the intended arrival; shares and cores are means over the window or, where it says so, over the run.
type Results struct {
	Go               string             `json:"go"`
	Name             string             `json:"name"`
	WindowS          float64            `json:"window_s"`
	Offered          int                `json:"offered"`
	Completed        int                `json:"completed"`
	Rejected         int                `json:"rejected"`
	ThroughputPerS   float64            `json:"throughput_per_s"` // completions inside the window
	LatencyMs        map[string]float64 `json:"latency_ms"`
	CoresUsed        float64            `json:"cores_used"`
	GcCycles         int64              `json:"gc_cycles"`
	GcCores          float64            `json:"gc_cores"` // cores that the collector used, by the runtime's count
	GcPauseTotalMs   float64            `json:"gc_pause_total_ms"`
	HeapLiveMaxBytes int64              `json:"heap_live_max_bytes"`
	HeapGoalMaxBytes int64              `json:"heap_goal_max_bytes"`
	GoroutinesMax    int64              `json:"goroutines_max"`
	ThreadsMax       int                `json:"threads_max"`
	ClientCoresUsed  float64            `json:"client_cores_used"`
	ClientLateP99Us  float64            `json:"client_late_p99_us"`
	Realtime         bool               `json:"realtime"`
	StealShare       float64            `json:"steal_share"` // of the time of all cores, over the run
	OtherCores       float64            `json:"other_cores"` // cores that other processes used, over the run
	IterationsPerMs  int64              `json:"iterations_per_ms"`
}

// writeResults writes requests.csv and measured.json.
func writeResults(out string, plan *Plan, board *Board, observed *observations) error {
	if err := writeRequests(filepath.Join(out, "requests.csv"), board); err != nil {
		return err
	}
	text, err := json.MarshalIndent(summarize(plan, board, observed), "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "measured.json"), append(text, '\n'), 0o666)
}

// writeRequests writes a line for each request: its line of the trace from 0, latency, wait until a worker took it,
// status.
func writeRequests(file string, board *Board) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	defer out.Close()
	writer := bufio.NewWriter(out)
	fmt.Fprintln(writer, "request,latency_ms,wait_ms,status")
	for row := range board.intended {
		if board.rejected[row] != 0 {
			fmt.Fprintf(writer, "%d,,,rejected\n", row)
			continue
		}
		intended := board.intendedNs(row)
		fmt.Fprintf(writer, "%d,%.3f,%.3f,ok\n", row, ms(board.done[row]-intended), ms(board.taken[row]-intended))
	}
	return writer.Flush()
}

func ms(ns int64) float64 { return float64(ns) / 1e6 }

func summarize(plan *Plan, board *Board, observed *observations) *Results {
	header := board.header
	window := observed.windowEnd.since(observed.windowStart)
	windowS := observed.windowEnd.at.Sub(observed.windowStart.at).Seconds()
	run := observed.runEnd.since(observed.runStart)
	runS := observed.runEnd.at.Sub(observed.runStart.at).Seconds()
	results := &Results{
		Go: runtime.Version(), Name: plan.Name, WindowS: plan.WindowEndS - plan.WindowStartS,
		CoresUsed: round(window.serverS/windowS, 4), ClientCoresUsed: round(window.clientS/windowS, 4),
		GcCycles:         header.windowEnd.cycles - header.windowStart.cycles,
		GcCores:          round(float64(header.windowEnd.cpuNs-header.windowStart.cpuNs)/1e9/windowS, 4),
		GcPauseTotalMs:   ms(header.windowEnd.pauseNs - header.windowStart.pauseNs),
		HeapLiveMaxBytes: header.heapLiveMax, HeapGoalMaxBytes: header.heapGoalMax,
		GoroutinesMax: header.goroutinesMax, ThreadsMax: observed.threadsMax,
		Realtime: observed.realtime, IterationsPerMs: header.iterationsPerMs,
		StealShare: round(run.stolenS/run.totalS, 4), OtherCores: round(run.otherS()/runS, 4),
	}
	results.countRequests(plan, board)
	return results
}

// countRequests fills in what follows from the time stamps.
func (r *Results) countRequests(plan *Plan, board *Board) {
	from, to := seconds(plan.WindowStartS), seconds(plan.WindowEndS)
	inside := func(ns int64) bool { return ns >= from && ns < to }
	var latencies, late []float64
	completions := 0
	for row, intended := range board.intended {
		late = append(late, float64(board.sent[row]-board.intendedNs(row))/1e3)
		rejected := board.rejected[row] != 0
		if !rejected && inside(board.done[row]-board.header.startNs) {
			completions++
		}
		if !inside(intended) {
			continue
		}
		r.Offered++
		if rejected {
			r.Rejected++
		} else {
			latencies = append(latencies, ms(board.done[row]-board.intendedNs(row)))
		}
	}
	r.Completed = len(latencies)
	r.ThroughputPerS = round(float64(completions)/r.WindowS, 3)
	slices.Sort(late)
	r.ClientLateP99Us = round(quantile(late, 0.99), 1)
	r.LatencyMs = latencySummary(latencies)
}

// latencySummary is empty if nothing completed.
func latencySummary(latencies []float64) map[string]float64 {
	summary := map[string]float64{}
	if len(latencies) == 0 {
		return summary
	}
	slices.Sort(latencies)
	sum := 0.0
	for _, latency := range latencies {
		sum += latency
	}
	summary["mean"] = round(sum/float64(len(latencies)), 3)
	for name, q := range map[string]float64{"p50": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99, "max": 1} {
		summary[name] = round(quantile(latencies, q), 3)
	}
	return summary
}

// quantile is the nearest rank of sorted values.
func quantile(sorted []float64, q float64) float64 {
	rank := int(math.Ceil(q * float64(len(sorted))))
	return sorted[max(rank-1, 0)]
}

func round(value float64, digits int) float64 {
	scale := math.Pow10(digits)
	return math.Round(value*scale) / scale
}
