package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// ticksPerSecond is the unit of /proc/stat (USER_HZ, 100 on every port of Linux that Go supports).
const ticksPerSecond = 100

// machineTime is what all cores of the machine had done at an instant.
type machineTime struct {
	at time.Time
	// Core-seconds; those of the total include the idle and the stolen ones.
	busyS, stolenS, totalS float64
	// Core-seconds of the processes of the run.
	serverS, clientS, selfS float64
}

// readMachine reads /proc/stat: user nice system idle iowait irq softirq steal.
func readMachine(serverPid, clientPid int) (machineTime, error) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return machineTime{}, err
	}
	line, _, _ := strings.Cut(string(text), "\n")
	fields := strings.Fields(line)
	if len(fields) < 9 || fields[0] != "cpu" {
		return machineTime{}, fmt.Errorf("/proc/stat begins with %q", line)
	}
	now := machineTime{at: time.Now()}
	for i, field := range fields[1:9] {
		ticks, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return machineTime{}, fmt.Errorf("/proc/stat: %w", err)
		}
		switch i {
		case 3, 4: // idle, iowait
		case 7:
			now.stolenS = ticks / ticksPerSecond
		default:
			now.busyS += ticks / ticksPerSecond
		}
		now.totalS += ticks / ticksPerSecond
	}
	for pid, seconds := range map[int]*float64{serverPid: &now.serverS, clientPid: &now.clientS, os.Getpid(): &now.selfS} {
		ns, err := processCPUNs(pid)
		if err != nil {
			return machineTime{}, err
		}
		*seconds = float64(ns) / 1e9
	}
	return now, nil
}

// since is what was done after an earlier reading.
func (m machineTime) since(earlier machineTime) machineTime {
	m.busyS -= earlier.busyS
	m.stolenS -= earlier.stolenS
	m.totalS -= earlier.totalS
	m.serverS -= earlier.serverS
	m.clientS -= earlier.clientS
	m.selfS -= earlier.selfS
	return m
}

// otherS is the core-seconds of processes that do not belong to the run.
func (m machineTime) otherS() float64 {
	return max(m.busyS-m.serverS-m.clientS-m.selfS, 0)
}

// threadsOf counts the threads of a process; 0 if it has ended.
func threadsOf(pid int) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	// The name, in parentheses, may hold anything; the 18th field after it is the number of threads.
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	if len(fields) < 18 {
		return 0
	}
	threads, _ := strconv.Atoi(string(fields[17]))
	return threads
}
