package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/dop251/goja"
)

// One virtual user: an engine that has read the script, an event loop, and connections that are nobody else's.
type user struct {
	test    *test
	id      int
	vm      *goja.Runtime
	loop    *loop
	client  *http.Client
	exports *goja.Object
	// Over when its iteration is, or the test is stopped.
	ctx    context.Context
	cancel context.CancelFunc
	// Before it is one, a script is only read: it may make metrics, and nothing else.
	isRead bool
	// Promises that were rejected, and nobody listened to so far.
	rejected map[*goja.Promise]bool
}

func newUser(t *test, program *goja.Program, id int) (*user, error) {
	u := &user{test: t, id: id, vm: goja.New(), loop: newLoop(), client: newClient(), rejected: map[*goja.Promise]bool{}}
	u.ctx, u.cancel = context.WithCancel(t.ctx)
	if err := t.enlist(u); err != nil {
		return nil, err
	}
	u.vm.SetPromiseRejectionTracker(func(promise *goja.Promise, operation goja.PromiseRejectionOperation) {
		if operation == goja.PromiseRejectionReject {
			u.rejected[promise] = true
		} else {
			delete(u.rejected, promise)
		}
	})
	u.set(u.vm.GlobalObject(), "__VU", id)
	u.set(u.vm.GlobalObject(), "__ENV", t.environment)
	script, err := u.vm.RunProgram(program)
	if err != nil {
		return nil, err
	}
	read, _ := goja.AssertFunction(script)
	exported, err := read(goja.Undefined(), u.modules())
	if err != nil {
		return nil, err
	}
	u.exports = exported.ToObject(u.vm)
	u.isRead = true
	return u, nil
}

// What `setup` returns, as JSON, as virtual users get it.
func (u *user) setUp() (string, error) {
	setup, ok := goja.AssertFunction(u.exports.Get("setup"))
	if !ok {
		return "null", nil
	}
	text := "null"
	err := u.loop.run(u.ctx.Done(), func() error {
		data, err := setup(goja.Undefined())
		if err != nil || goja.IsUndefined(data) {
			return err
		}
		json, err := data.ToObject(u.vm).MarshalJSON()
		text = string(json)
		return err
	})
	return text, err
}

// One iteration: until the script waits for nothing any more. What it throws is told, and ends it.
func (u *user) play(data string) {
	startedAt := time.Now()
	defer u.client.CloseIdleConnections()
	defer u.cancel()
	err := u.loop.run(u.ctx.Done(), func() error {
		run, ok := goja.AssertFunction(u.exports.Get("default"))
		if !ok {
			return fmt.Errorf("the script has no function that is its default")
		}
		parse, _ := goja.AssertFunction(u.vm.Get("JSON").ToObject(u.vm).Get("parse"))
		parsed, err := parse(goja.Undefined(), u.vm.ToValue(data))
		if err == nil {
			_, err = run(goja.Undefined(), parsed)
		}
		return err
	})
	if u.test.reason() != nil {
		return
	}
	for promise := range u.rejected {
		fmt.Fprintf(os.Stderr, "virtual user %d: uncaught in promise: %s\n", u.id, said(promise.Result()))
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "virtual user %d: %s\n", u.id, err)
	}
	u.count("iterations", 1, nil)
	u.time("iteration_duration", time.Since(startedAt), nil)
}

// The stack, where it is an error.
func said(thrown goja.Value) string {
	if object, ok := thrown.(*goja.Object); ok {
		if stack := object.Get("stack"); stack != nil && !goja.IsUndefined(stack) {
			return stack.String()
		}
	}
	return thrown.String()
}

func (u *user) set(object *goja.Object, name string, value any) {
	if err := object.Set(name, value); err != nil {
		panic(err)
	}
}

// A property that is asked for anew each time.
func (u *user) get(object *goja.Object, name string, value any) {
	getter := u.vm.ToValue(value)
	if err := object.DefineAccessorProperty(name, getter, nil, goja.FLAG_FALSE, goja.FLAG_TRUE); err != nil {
		panic(err)
	}
}

// The property as text, or "".
func text(object *goja.Object, name string) string {
	if value := object.Get(name); value != nil && !goja.IsUndefined(value) && !goja.IsNull(value) {
		return value.String()
	}
	return ""
}

// The property as texts by name, such as headers or tags.
func texts(vm *goja.Runtime, of goja.Value) map[string]string {
	found := map[string]string{}
	if of == nil || goja.IsUndefined(of) || goja.IsNull(of) {
		return found
	}
	object := of.ToObject(vm)
	for _, name := range object.Keys() {
		found[name] = object.Get(name).String()
	}
	return found
}
