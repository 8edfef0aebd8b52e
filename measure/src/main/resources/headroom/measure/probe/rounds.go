package main

import (
	"fmt"
	"math"
	"os"
	"sort"
	"time"
)

const (
	// No further round begins that would end later than this.
	totalTime = 38 * time.Second
	maxRounds = 7
	minRounds = 3
	// Disturbances that differ by less, in cores, do not tell good repeats from bad ones.
	hardlyMoreCores = 0.05
)

// constant is a constant of the cost profile: a key of docs/model/costs.md with what was measured.
type constant struct {
	Key   string  `json:"key"`
	Value float64 `json:"value"`
	// The smallest and the largest of the repeats that count.
	Least float64 `json:"least"`
	Most  float64 `json:"most"`
	// "ns", or "1" for a ratio or ns for each byte.
	Unit string `json:"unit"`
	How  string `json:"how"`
}

// sample is what one repeat of a measurement found, by key.
type sample map[string]float64

// measurement measures some constants once, in less than a second.
type measurement struct {
	name    string
	measure func() (sample, error)
}

// repeat is a value of a constant and the cores that other processes and the hypervisor used while it was measured.
type repeat struct {
	value, disturbance float64
}

// measureInRounds takes all measurements in turn until the time is up. A constant that was not measured at least
// minRounds times is left out.
func measureInRounds(all []measurement) []constant {
	repeats := map[string][]repeat{}
	start := time.Now()
	var longest time.Duration
	for round := 1; round <= maxRounds; round++ {
		roundStart := time.Now()
		if roundStart.Add(longest).Sub(start) > totalTime {
			break
		}
		for _, m := range all {
			fmt.Fprintf(os.Stderr, "measuring %s (round %d)\n", m.name, round)
			if err := m.repeatInto(repeats); err != nil {
				fmt.Fprintf(os.Stderr, "%s could not be measured: %v\n", m.name, err)
			}
		}
		longest = max(longest, time.Since(roundStart))
	}
	var constants []constant
	for _, known := range described {
		if of := repeats[known.key]; len(of) >= minRounds {
			constants = append(constants, known.constantOf(of))
		} else {
			fmt.Fprintf(os.Stderr, "%s is left out: it could not be measured\n", known.key)
		}
	}
	return constants
}

func (m measurement) repeatInto(repeats map[string][]repeat) error {
	before, err := readMachine()
	if err != nil {
		return err
	}
	values, err := m.measure()
	if err != nil {
		return err
	}
	after, err := readMachine()
	if err != nil {
		return err
	}
	used := after.since(before)
	disturbance := used.otherCores() + used.stolenCores()
	for key, value := range values {
		if !math.IsNaN(value) && !math.IsInf(value, 0) {
			repeats[key] = append(repeats[key], repeat{value, disturbance})
		}
	}
	return nil
}

// leastDisturbed are the values of the repeats during which others used least: minRounds of them, and those that were
// hardly more disturbed. On a quiet machine that is all of them.
func leastDisturbed(repeats []repeat) []float64 {
	byDisturbance := append([]repeat(nil), repeats...)
	sort.SliceStable(byDisturbance, func(i, j int) bool {
		return byDisturbance[i].disturbance < byDisturbance[j].disturbance
	})
	var values []float64
	for i, r := range byDisturbance {
		if i >= minRounds && r.disturbance > byDisturbance[minRounds-1].disturbance+hardlyMoreCores {
			break
		}
		values = append(values, r.value)
	}
	return values
}
