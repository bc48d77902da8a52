package main

import (
	"math"
	"time"

	"github.com/dop251/goja"
)

// The modules that scripts import, with what they use of each.
func (u *user) modules() goja.Value {
	modules := u.vm.NewObject()
	u.set(modules, "k6/execution", u.whole(u.execution()))
	u.set(modules, "k6/http", u.whole(u.httpModule()))
	u.set(modules, "k6/metrics", map[string]any{
		"Counter": u.meter("counter"), "Gauge": u.meter("gauge"), "Trend": u.meter("trend"),
	})
	u.set(modules, "k6/timers", map[string]any{"setTimeout": u.setTimeout, "clearTimeout": u.loop.clearTimeout})
	u.set(modules, "k6/websockets", map[string]any{"WebSocket": u.webSocket})
	return modules
}

func (u *user) whole(module *goja.Object) *goja.Object {
	object := u.vm.NewObject()
	u.set(object, "default", module)
	return object
}

// https://grafana.com/docs/k6/latest/javascript-api/k6-execution/
func (u *user) execution() *goja.Object {
	vu, instance, test := u.vm.NewObject(), u.vm.NewObject(), u.vm.NewObject()
	u.set(vu, "idInTest", u.id)
	u.set(vu, "idInInstance", u.id)
	u.get(instance, "currentTestRunDuration", func() float64 {
		return float64(time.Since(u.test.startedAt)) / float64(time.Millisecond)
	})
	u.set(test, "abort", func(why string) { u.test.stop(abortError{why}) })
	object := u.vm.NewObject()
	u.set(object, "vu", vu)
	u.set(object, "instance", instance)
	u.set(object, "test", test)
	return object
}

func (u *user) setTimeout(call goja.FunctionCall) goja.Value {
	u.mustBeRead("setTimeout")
	run, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic(u.vm.NewTypeError("setTimeout: no function"))
	}
	after := time.Duration(call.Argument(1).ToFloat() * float64(time.Millisecond))
	return u.vm.ToValue(u.loop.setTimeout(after, func() error {
		_, err := run(goja.Undefined())
		return err
	}))
}

// What needs the network or the loop is not there while a script is only read.
func (u *user) mustBeRead(what string) {
	if !u.isRead {
		panic(u.vm.NewTypeError("%s: not in the init context", what))
	}
}

// https://grafana.com/docs/k6/latest/javascript-api/k6-metrics/: made while the script is read, and only then.
func (u *user) meter(kind string) func(goja.ConstructorCall) *goja.Object {
	return func(call goja.ConstructorCall) *goja.Object {
		if u.isRead {
			panic(u.vm.NewTypeError("metrics must be made in the init context"))
		}
		contains := "default"
		if call.Argument(1).ToBoolean() {
			contains = "time"
		}
		made, err := u.test.recorder.metric(call.Argument(0).String(), kind, contains)
		if err != nil {
			panic(u.vm.NewTypeError(err.Error()))
		}
		u.set(call.This, "name", made.name)
		u.set(call.This, "add", func(call goja.FunctionCall) goja.Value {
			u.mustBeRead("add")
			value := call.Argument(0).ToFloat()
			if math.IsNaN(value) || math.IsInf(value, 0) {
				panic(u.vm.NewTypeError("%s: %v is no value", made.name, call.Argument(0)))
			}
			u.sample(made, value, texts(u.vm, call.Argument(1)))
			return goja.Undefined()
		})
		return nil
	}
}

// Every sample says in which scenario and group it was taken.
func (u *user) sample(m *metric, value float64, own tags) {
	own["scenario"] = u.test.scenario
	own["group"] = ""
	u.test.recorder.add(m, value, own)
}

// Of the metrics that every script has (https://grafana.com/docs/k6/latest/using-k6/metrics/reference/).
func (u *user) built(name, kind, contains string, value float64, own tags) {
	made, err := u.test.recorder.metric(name, kind, contains)
	if err != nil {
		panic(err)
	}
	all := tags{}
	for tag, text := range own {
		all[tag] = text
	}
	u.sample(made, value, all)
}

func (u *user) count(name string, value float64, own tags) {
	u.built(name, "counter", "default", value, own)
}

func (u *user) time(name string, took time.Duration, own tags) {
	u.built(name, "trend", "time", float64(took)/float64(time.Millisecond), own)
}
