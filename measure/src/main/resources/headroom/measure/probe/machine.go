package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// ticksPerSecond is the unit of /proc/stat (USER_HZ, 100 on every port of Linux that Go supports).
const ticksPerSecond = 100

// endedChildrenNs is the CPU time of the processes that this one started and that have ended.
var endedChildrenNs atomic.Int64

// machineTime is what all cores of the machine had done at an instant, in core-seconds since it started.
type machineTime struct {
	at                         time.Time
	busyS, stolenS, allS, ownS float64
}

// readMachine reads /proc/stat: user nice system idle iowait irq softirq steal.
func readMachine() (machineTime, error) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return machineTime{}, err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	fields := strings.Fields(first)
	if len(fields) < 9 || fields[0] != "cpu" {
		return machineTime{}, fmt.Errorf("/proc/stat begins with %q", first)
	}
	now := machineTime{at: time.Now(), ownS: float64(clockNs(processCPU)+endedChildrenNs.Load()) / 1e9}
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
		now.allS += ticks / ticksPerSecond
	}
	return now, nil
}

// usage is what was done between two instants.
type usage struct {
	seconds, busyS, stolenS, allS, ownS float64
}

func (m machineTime) since(earlier machineTime) usage {
	return usage{
		seconds: m.at.Sub(earlier.at).Seconds(),
		busyS:   m.busyS - earlier.busyS,
		stolenS: m.stolenS - earlier.stolenS,
		allS:    m.allS - earlier.allS,
		ownS:    m.ownS - earlier.ownS,
	}
}

// otherCores is how many cores other processes used on average.
func (u usage) otherCores() float64 { return max(u.busyS-u.ownS, 0) / u.seconds }

func (u usage) stolenCores() float64 { return u.stolenS / u.seconds }

// stealShare is the share of the machine that the hypervisor took.
func (u usage) stealShare() float64 { return u.stolenS / max(u.allS, 1e-9) }
