package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"sync"
	"time"
)

type metric struct {
	name     string
	kind     string
	contains string
	told     bool
	watches  []*watch
}

type tags = map[string]string

// Writes samples as documented: https://grafana.com/docs/k6/latest/results-output/real-time/json/
type recorder struct {
	mu      sync.Mutex
	file    io.WriteCloser
	out     *bufio.Writer
	metrics map[string]*metric
	common  tags
}

type line struct {
	Type   string `json:"type"`
	Data   any    `json:"data"`
	Metric string `json:"metric"`
}

type about struct {
	Name       string   `json:"name"`
	Type       string   `json:"type"`
	Contains   string   `json:"contains"`
	Thresholds []string `json:"thresholds"`
	Submetrics any      `json:"submetrics"`
}

type point struct {
	Time  time.Time `json:"time"`
	Value float64   `json:"value"`
	Tags  tags      `json:"tags"`
}

// With no file samples are only judged.
func newRecorder(path string) (*recorder, error) {
	r := &recorder{metrics: map[string]*metric{}, out: bufio.NewWriter(io.Discard)}
	if path == "" {
		return r, nil
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errInvalid, err)
	}
	r.file, r.out = file, bufio.NewWriterSize(file, 1<<16)
	return r, nil
}

func (r *recorder) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	err := r.out.Flush()
	if r.file == nil {
		return err
	}
	if closing := r.file.Close(); err == nil {
		err = closing
	}
	return err
}

var metricName = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]{1,127}$`)

// The metric of this name, which all virtual users share.
func (r *recorder) metric(name, kind, contains string) (*metric, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !metricName.MatchString(name) {
		return nil, fmt.Errorf("%q is no name of a metric", name)
	}
	known := r.metrics[name]
	if known == nil {
		known = &metric{name: name, kind: kind, contains: contains}
		r.metrics[name] = known
	}
	if known.kind != kind || known.contains != contains {
		return nil, fmt.Errorf("metric %s is a %s of %s already", name, known.kind, known.contains)
	}
	return known, nil
}

func (r *recorder) add(m *metric, value float64, own tags) {
	all := make(tags, len(r.common)+len(own))
	maps.Copy(all, r.common)
	maps.Copy(all, own)
	text, err := json.Marshal(line{"Point", point{time.Now(), value, all}, m.name})
	if err != nil {
		panic(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, one := range m.watches {
		one.see(value, all)
	}
	if !m.told {
		m.told = true
		head, _ := json.Marshal(line{"Metric", about{m.name, m.kind, m.contains, []string{}, nil}, m.name})
		r.out.Write(append(head, '\n'))
	}
	r.out.Write(append(text, '\n'))
}
