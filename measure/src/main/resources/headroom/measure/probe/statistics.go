package main

import (
	"math"
	"slices"
	"strconv"
)

func sorted(values []float64) []float64 {
	slices.Sort(values)
	return values
}

// quantile of sorted values, interpolated; NaN of none.
func quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := q * float64(len(sorted)-1)
	below := int(at)
	above := min(below+1, len(sorted)-1)
	return sorted[below] + (at-float64(below))*(sorted[above]-sorted[below])
}

func median(values []float64) float64 { return quantile(sorted(values), 0.5) }

// line fits y = intercept + slope * x by least squares with a weight for each point.
func line(x, y, weight []float64) (intercept, slope float64) {
	var sum, sumX, sumY, sumXX, sumXY float64
	for i, w := range weight {
		sum += w
		sumX += w * x[i]
		sumY += w * y[i]
		sumXX += w * x[i] * x[i]
		sumXY += w * x[i] * y[i]
	}
	slope = (sum*sumXY - sumX*sumY) / (sum*sumXX - sumX*sumX)
	return (sumY - slope*sumX) / sum, slope
}

// rounded keeps four significant digits; more would only pretend precision.
func rounded(value float64) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 4, 64), 64)
	if err != nil {
		return value
	}
	return short
}
