// Measured runs the requests of a recorded trace on the real Go runtime, so that a prediction can be set against a
// measurement.
//
//	measured run --plan plan.json --trace trace.csv --out DIR
//
// Three processes take part, all of this one binary:
//
//   - The supervisor (run) starts the other two, sleeps, and writes the results. See supervisor.go.
//   - The server does the work of the plan. It has GOMAXPROCS, GOGC and GOMEMLIMIT of the plan in its environment and
//     is bound to the last cores of those that this process may use. See server.go and steps.go.
//   - The client sends every request at its intended instant and is the downstream service that holds io and calls.
//     It is bound to the first core. See client.go and downstream.go.
//
// The trace, the time stamps and the counters lie in memory that the processes share and that is not Go heap
// (board.go), so the collector of the server sees only what a request of the plan allocates. Linux only; the standard
// library only.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	if err := command(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "measured:", err)
		os.Exit(1)
	}
}

// command does what the first argument names. Server and client are started by run alone.
func command(arguments []string) error {
	if len(arguments) == 0 {
		return fmt.Errorf("a command is missing: run --plan FILE --trace FILE --out DIR")
	}
	flags := flag.NewFlagSet("measured "+arguments[0], flag.ContinueOnError)
	planFile := flags.String("plan", "", "plan.json")
	traceFile := flags.String("trace", "", "trace.csv: arrivals and demands")
	out := flags.String("out", "", "folder for the results")
	port := flags.Int("port", 0, "port of the client, for the server")
	if err := flags.Parse(arguments[1:]); err != nil {
		return err
	}
	plan, err := readPlan(*planFile)
	if err != nil {
		return err
	}
	switch arguments[0] {
	case "run":
		return supervise(plan, *planFile, *traceFile, *out)
	case "server":
		board, err := inheritBoard()
		if err != nil {
			return err
		}
		return serve(plan, board, *port)
	case "client":
		board, err := inheritBoard()
		if err != nil {
			return err
		}
		return driveClient(plan, board)
	}
	return fmt.Errorf("unknown command %q; there is: run", arguments[0])
}
