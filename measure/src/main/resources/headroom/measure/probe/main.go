// Probe measures what the machine that it runs on costs a Go program, and prints it as the constants of a cost profile:
// one JSON on standard output. What it does goes to standard error.
//
//	probe
//
// Every constant is measured as docs/model/costs.md says that it was measured on the reference machine. All measurements
// are taken in turn, again and again (rounds.go), so that what disturbs the machine for a while spoils one repeat of each
// and not all of one; when other programs use the machine, only the repeats that they disturbed least count.
//
// What is not measured, as it cannot be in a few seconds of a process that starts afresh: os.slice, os.wakePacks and
// os.haltAfter (scheduler events or minutes of statistics), go.sysmonStrayShare, host.* (they belong to a reference
// run), go.tick, go.spawnNew and go.stackGrow (they depend on what the process did before), go.cacheLookup (on the
// keys), gc.startPause, gc.sweepSpan, gc.scavenge* (gctrace of a process of their own), http.* (counted, not timed).
//
// Linux only; the standard library only.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
)

// report is what the program prints.
type report struct {
	Go     string `json:"go"`
	Kernel string `json:"kernel"`
	Cores  int    `json:"cores"`
	// Cores that other processes used, and the share of the machine that the hypervisor took.
	OtherCores float64    `json:"other_cores"`
	StealShare float64    `json:"steal_share"`
	Constants  []constant `json:"constants"`
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "probe:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	if len(arguments) == 2 && arguments[0] == echoCommand {
		return answerEchoes(arguments[1])
	}
	if len(arguments) > 0 {
		return fmt.Errorf("unknown argument %q; there are none", arguments[0])
	}
	cores, err := allowedCores()
	if err != nil {
		return err
	}
	// Collections come when a measurement asks for one.
	debug.SetGCPercent(-1)
	before, err := readMachine()
	if err != nil {
		return err
	}
	constants := measureInRounds(measurements(cores))
	after, err := readMachine()
	if err != nil {
		return err
	}
	if len(constants) == 0 {
		return fmt.Errorf("nothing could be measured")
	}
	used := after.since(before)
	return json.NewEncoder(os.Stdout).Encode(report{
		Go:         runtime.Version(),
		Kernel:     kernelRelease(),
		Cores:      len(cores),
		OtherCores: rounded(used.otherCores()),
		StealShare: rounded(used.stealShare()),
		Constants:  constants,
	})
}

// measurements lists what is measured, in the order of a round.
func measurements(cores []int) []measurement {
	core := cores[len(cores)-1]
	return []measurement{
		{"wake-ups", wakeUps},
		{"sleeps", sleepOverhead},
		{"a thread beside a spinning one", func() (sample, error) { return besideSpinner(core) }},
		{"spinning threads on a core", func() (sample, error) { return alternation(core) }},
		{"CPU demands", stretch},
		{"goroutines", goroutines},
		{"hand-overs between threads", func() (sample, error) { return handOvers(cores) }},
		{"the network", func() (sample, error) { return network(cores) }},
		{"allocation", allocation},
		{"page faults", pageFaults},
		{"marking", marking},
		{"computing", operations},
	}
}

func kernelRelease() string {
	var name syscall.Utsname
	if err := syscall.Uname(&name); err != nil {
		return ""
	}
	var text strings.Builder
	for _, c := range name.Release {
		if c == 0 {
			break
		}
		text.WriteByte(byte(c))
	}
	return text.String()
}
