package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Some thresholds of some metric, for samples with these tags.
type watch struct {
	metric     string
	tags       tags
	conditions []condition
	values     []float64
}

type condition struct {
	text    string
	of      string
	quantil float64
	compare string
	bound   float64
}

type missedError struct{ says []string }

func (m missedError) Error() string { return "thresholds missed: " + strings.Join(m.says, "; ") }

var (
	watched   = regexp.MustCompile(`^(\w+)(?:\{(.*)\})?$`)
	expressed = regexp.MustCompile(`^(?:(min|max|avg|med)|p\((\d+(?:\.\d+)?)\))\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)$`)
)

// Of trends only: scripts have no others.
func watchesIn(asked map[string][]string) ([]*watch, error) {
	var all []*watch
	for name, texts := range asked {
		match := watched.FindStringSubmatch(name)
		if match == nil {
			return nil, fmt.Errorf("%w: threshold of %s", errInvalid, name)
		}
		one := &watch{metric: match[1], tags: tags{}}
		for _, pair := range strings.Split(match[2], ",") {
			if tag, value, found := strings.Cut(pair, ":"); found {
				one.tags[strings.TrimSpace(tag)] = strings.TrimSpace(value)
			}
		}
		for _, text := range texts {
			parts := expressed.FindStringSubmatch(text)
			if parts == nil {
				return nil, fmt.Errorf("%w: threshold %s of %s", errInvalid, text, name)
			}
			quantil, _ := strconv.ParseFloat(parts[2], 64)
			bound, _ := strconv.ParseFloat(parts[4], 64)
			one.conditions = append(one.conditions, condition{name + ": " + text, parts[1], quantil, parts[3], bound})
		}
		all = append(all, one)
	}
	return all, nil
}

func (w *watch) see(value float64, of tags) {
	for tag, wanted := range w.tags {
		if of[tag] != wanted {
			return
		}
	}
	w.values = append(w.values, value)
}

// Those that were missed. Of what there was no sample, nothing was missed.
func (w *watch) missed() []string {
	if len(w.values) == 0 {
		return nil
	}
	slices.Sort(w.values)
	var says []string
	for _, one := range w.conditions {
		value := one.valueIn(w.values)
		holds := map[string]bool{
			"<": value < one.bound, "<=": value <= one.bound, ">": value > one.bound, ">=": value >= one.bound,
		}[one.compare]
		if !holds {
			says = append(says, fmt.Sprintf("%s, but was %g", one.text, value))
		}
	}
	return says
}

func (c condition) valueIn(sorted []float64) float64 {
	switch c.of {
	case "min":
		return sorted[0]
	case "max":
		return sorted[len(sorted)-1]
	case "med":
		return quantile(sorted, 50)
	case "avg":
		sum := 0.0
		for _, value := range sorted {
			sum += value
		}
		return sum / float64(len(sorted))
	}
	return quantile(sorted, c.quantil)
}

// Between two values in proportion.
func quantile(sorted []float64, percent float64) float64 {
	at := percent / 100 * float64(len(sorted)-1)
	below := int(at)
	above := min(below+1, len(sorted)-1)
	return sorted[below] + (sorted[above]-sorted[below])*(at-float64(below))
}
