package main

import (
	"math"
	"slices"
	"testing"
)

func TestColumnsAreNumberedInProgramOrder(t *testing.T) {
	io := Step{Kind: "io", ID: "db"}
	nested := Step{Kind: "repeat", Times: 2, Steps: []Step{{Kind: "spawn", Count: 3, Steps: []Step{io}}}}
	plan := &Plan{firstColumnOf: map[string]int{}}
	steps := []Step{{Kind: "cpu", ID: "work"}, nested}
	if err := plan.nameColumns(steps, 1, false, map[string]bool{}); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, column := range plan.columns {
		names = append(names, column.Name)
	}
	want := []string{"work_ms", "db.1_ms", "db.2_ms", "db.3_ms", "db.4_ms", "db.5_ms", "db.6_ms"}
	if !slices.Equal(names, want) {
		t.Errorf("columns %v, want %v", names, want)
	}
}

func TestHeldRequestsLeaveInTheOrderOfTheirDueTimes(t *testing.T) {
	var held heldRequests
	const count = 1000
	for i := int64(0); i < count; i++ {
		held.add(heldRequest{dueNs: i * 7919 % count})
	}
	for want := int64(0); want < count; want++ {
		if got := held[0].dueNs; got != want {
			t.Fatalf("due %d left, want %d", got, want)
		}
		held.removeFirst()
	}
}

func TestSharesOfObjectsAreIndependent(t *testing.T) {
	const objects = 100_000
	pointers, kept, both := 0, 0, 0
	for i := uint32(0); i < objects; i++ {
		isPointers, isKept := isShare(i, 0.25), isShare(i*secondSequence, 0.1)
		if isPointers {
			pointers++
		}
		if isKept {
			kept++
		}
		if isPointers && isKept {
			both++
		}
	}
	for _, share := range []struct {
		got  int
		want float64
	}{{pointers, 0.25}, {kept, 0.1}, {both, 0.025}} {
		if got := float64(share.got) / objects; math.Abs(got-share.want) > 0.001 {
			t.Errorf("share %g, want %g", got, share.want)
		}
	}
}

func TestQuantileIsTheNearestRank(t *testing.T) {
	values := []float64{1, 2, 3, 4}
	for q, want := range map[float64]float64{0.5: 2, 0.51: 3, 0.99: 4, 1: 4} {
		if got := quantile(values, q); got != want {
			t.Errorf("quantile %g is %g, want %g", q, got, want)
		}
	}
}
