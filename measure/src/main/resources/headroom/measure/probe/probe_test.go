package main

import (
	"math"
	"slices"
	"testing"
)

func TestLineThroughWeightedPoints(t *testing.T) {
	// The third point is off the line and weighs nothing.
	intercept, slope := line([]float64{0, 2, 3}, []float64{25, 35, 1000}, []float64{1, 2, 0})
	if math.Abs(intercept-25) > 1e-9 || math.Abs(slope-5) > 1e-9 {
		t.Errorf("25 + 5x is taken for %v + %vx", intercept, slope)
	}
}

func TestQuantilesAreInterpolated(t *testing.T) {
	values := []float64{40, 10, 20, 30}
	if got := median(values); got != 25 {
		t.Errorf("median %v instead of 25", got)
	}
	if got := quantile(values, 0.9); math.Abs(got-37) > 1e-9 {
		t.Errorf("p90 %v instead of 37", got)
	}
	if !math.IsNaN(median(nil)) {
		t.Error("the median of nothing is a number")
	}
}

func TestDisturbedRepeatsDoNotCount(t *testing.T) {
	repeats := []repeat{{100, 0.9}, {10, 0}, {11, 0.1}, {90, 0.8}, {12, 0.2}, {80, 0.7}, {14, 0.24}}
	constant := description{key: "os.wake", unit: "ns"}.constantOf(repeats)
	if constant.Value != 11.5 || constant.Least != 10 || constant.Most != 14 {
		t.Errorf("got %+v instead of 11.5, 10 to 14", constant)
	}
	few := leastDisturbed(repeats[:4])
	if want := []float64{10, 11, 90}; !slices.Equal(few, want) {
		t.Errorf("of four repeats %v count instead of %v", few, want)
	}
}

func TestConstantsAreNotBelowWhatIsPossible(t *testing.T) {
	constant := description{key: "cpu.stretch", floor: 1}.constantOf([]repeat{{0.99, 0}, {0.998, 0}, {1.02, 0}})
	if constant.Value != 1 || constant.Least != 1 || constant.Most != 1.02 {
		t.Errorf("got %+v", constant)
	}
}

func TestTurnsEndWhereTheOtherThreadRuns(t *testing.T) {
	const ms = 1_000_000
	// An interrupt at 10 ms divides no turn.
	gaps := []gap{{0, 4 * ms}, {8 * ms, 12 * ms}, {14 * ms, 14*ms + 5000}, {16 * ms, 20 * ms}}
	if got, want := turnsOf(gaps, 4*ms), []float64{4 * ms, 4 * ms}; !slices.Equal(got, want) {
		t.Errorf("turns of %v instead of %v", got, want)
	}
}

func TestWakeUpsAreWhatDiffersBetweenExchanges(t *testing.T) {
	// A rest is 40 us and a wake-up of 59 us at 1 ms and 45 us more for each e-fold, the same each time.
	rests := map[int64][]float64{}
	for _, hold := range holds {
		rest := 40_000 + 59_000 + 45_000*math.Log(float64(hold.ns)/oneMs)
		rests[hold.ns] = []float64{rest, rest, rest}
	}
	values := wakesFromRests(rests, 59_000)
	for key, want := range map[string]float64{
		"os.wakeColdness": 45_000,
		"os.wakeMin":      59_000 + 45_000*math.Log(0.05),
		"os.wakeMax":      59_000 + 45_000*math.Log(20),
		"os.wakeCv":       0,
	} {
		if math.Abs(values[key]-want) > 1e-3 {
			t.Errorf("%s is %v instead of %v", key, values[key], want)
		}
	}
}

func TestEveryConstantIsDescribedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range described {
		if seen[d.key] || d.how == "" || (d.unit != "ns" && d.unit != "1") {
			t.Errorf("%+v", d)
		}
		seen[d.key] = true
	}
}

func TestMachineTimeBetweenTwoReadings(t *testing.T) {
	before := machineTime{busyS: 10, stolenS: 1, allS: 100, ownS: 2}
	after := before
	after.at = before.at.Add(4e9)
	after.busyS += 5
	after.stolenS += 0.4
	after.allS += 8
	after.ownS += 3
	used := after.since(before)
	if used.otherCores() != 0.5 || math.Abs(used.stealShare()-0.05) > 1e-9 || math.Abs(used.stolenCores()-0.1) > 1e-9 {
		t.Errorf("others %v, steal %v", used.otherCores(), used.stealShare())
	}
}
