package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// setting is one run of the matrix.
type setting struct {
	name, gogc, limit, procs string
	args                     string
}

func matrix() []setting {
	var all []setting
	add := func(name, gogc, limit, procs, args string) {
		all = append(all, setting{name, gogc, limit, procs, args})
	}
	for _, procs := range []string{"1", "2"} {
		for _, gogc := range []string{"25", "50", "100", "200", "400", "800"} {
			add("live8-gogc"+gogc+"-p"+procs, gogc, "off", procs, "-live 8 -rate 60")
			add("live32-gogc"+gogc+"-p"+procs, gogc, "off", procs, "-live 32 -rate 150 -cycles 10")
		}
		add("live1-gogc100-p"+procs, "100", "off", procs, "-live 1 -rate 20 -cycles 16")
		add("live1-gogc25-p"+procs, "25", "off", procs, "-live 1 -rate 20 -cycles 16")
		add("live128-gogc100-p"+procs, "100", "off", procs, "-live 128 -rate 300 -cycles 11")
		add("live256-gogc50-p"+procs, "50", "off", procs, "-live 256 -rate 300 -cycles 15")
		add("live32-noscan-gogc100-p"+procs, "100", "off", procs, "-live 32 -rate 150 -noscan")
		add("live16-stacks-gogc100-p"+procs, "100", "off", procs, "-live 16 -rate 100 -stacks 500")
		add("live16-fast-gogc100-p"+procs, "100", "off", procs, "-live 16 -rate 0 -cycles 16")
		add("grow-gogc100-p"+procs, "100", "off", procs, "-live 4 -grow 24 -rate 150 -cycles 14")
		add("live16-small-gogc100-p"+procs, "100", "off", procs, "-live 16 -rate 60 -object 64")
		add("live16-large-gogc100-p"+procs, "100", "off", procs, "-live 16 -rate 100 -object 16384")
		add("live16-off-64m-p"+procs, "off", "64MiB", procs, "-live 16 -rate 150")
		add("live48-gogc100-72m-p"+procs, "100", "72MiB", procs, "-live 48 -rate 100 -cycles 14")
		add("live32-off-128m-p"+procs, "off", "128MiB", procs, "-live 32 -rate 200 -cycles 10")
		add("live64-gogc100-64m-p"+procs, "100", "64MiB", procs, "-live 64 -rate 60 -cycles 40 -seconds 12")
	}
	for procs := 3; procs <= 16; procs++ {
		p := strconv.Itoa(procs)
		add("workers-p"+p, "100", "off", p, "-live 4 -rate 20 -cycles 3")
	}
	return all
}

// recordAll runs the matrix one by one, each in a process of its own. A log has
// the samples first, then what the runtime wrote.
func recordAll(directory string) {
	self, err := os.Executable()
	check(err)
	check(os.MkdirAll(directory, 0o755))
	for _, s := range matrix() {
		fmt.Println(s.name)
		command := exec.Command(self, strings.Fields(s.args)...)
		command.Env = append(os.Environ(), "GODEBUG=gctrace=1,gcpacertrace=1",
			"GOGC="+s.gogc, "GOMEMLIMIT="+s.limit, "GOMAXPROCS="+s.procs)
		var trace strings.Builder
		command.Stderr = &trace
		log, err := command.Output()
		check(err)
		for _, line := range strings.SplitAfter(trace.String(), "\n") {
			if !strings.HasPrefix(line, "pacer: sweep done") {
				log = append(log, line...)
			}
		}
		check(os.WriteFile(filepath.Join(directory, s.name+".log"), log, 0o644))
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
