package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/dop251/goja"
)

// What scripts export as `options`. Others are refused: a run that left them out would not be the one that was asked for.
type options struct {
	Scenarios         map[string]scenario `json:"scenarios"`
	Thresholds        map[string][]string `json:"thresholds"`
	SummaryTrendStats []string            `json:"summaryTrendStats"`
	Tags              map[string]string   `json:"tags"`
	UserAgent         string              `json:"userAgent"`
}

type scenario struct {
	Executor     string   `json:"executor"`
	Vus          int      `json:"vus"`
	Iterations   int      `json:"iterations"`
	MaxDuration  duration `json:"maxDuration"`
	GracefulStop duration `json:"gracefulStop"`
}

type duration struct{ time.Duration }

func (d *duration) UnmarshalText(text []byte) (err error) {
	d.Duration, err = time.ParseDuration(string(text))
	return err
}

// Options, and the name and settings of their one scenario.
func optionsIn(vm *goja.Runtime, exported *goja.Object) (options, string, scenario, error) {
	asked := options{}
	text, err := exported.MarshalJSON()
	if err != nil {
		return asked, "", scenario{}, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&asked); err != nil {
		return asked, "", scenario{}, fmt.Errorf("%w: options: %w", errInvalid, err)
	}
	for name, one := range asked.Scenarios {
		if len(asked.Scenarios) == 1 && one.Executor == "per-vu-iterations" && one.Iterations == 1 && one.Vus > 0 {
			return asked, name, one, nil
		}
	}
	return asked, "", scenario{}, fmt.Errorf("%w: options: one scenario, per-vu-iterations with one iteration", errInvalid)
}
