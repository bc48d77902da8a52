package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

	"github.com/dop251/goja"
)

var errInterrupted = errors.New("test interrupted")

type abortError struct{ why string }

func (a abortError) Error() string { return "test aborted: " + a.why }

// One run of a script: its virtual users, and what they have in common.
type test struct {
	recorder    *recorder
	environment map[string]string
	options     options
	scenario    string
	startedAt   time.Time
	mu          sync.Mutex
	users       []*user
	stopped     error
	// Over when the test is stopped.
	ctx    context.Context
	cancel context.CancelFunc
}

func newTest(recorder *recorder, environment map[string]string) *test {
	ctx, cancel := context.WithCancel(context.Background())
	return &test{recorder: recorder, environment: environment, startedAt: time.Now(), ctx: ctx, cancel: cancel}
}

// Ends everything, for the first reason given.
func (t *test) stop(why error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.stopped != nil {
		return
	}
	t.stopped = why
	t.cancel()
	for _, one := range t.users {
		one.vm.Interrupt(why)
	}
}

func (t *test) enlist(one *user) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.users = append(t.users, one)
	return t.stopped
}

func (t *test) reason() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.stopped
}

func (t *test) play(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("%w: %w", errInvalid, err)
	}
	program, err := compiled(path, string(text))
	if err != nil {
		return err
	}
	first, err := newUser(t, program, 0)
	if err != nil {
		return t.because(err)
	}
	var asked scenario
	if t.options, t.scenario, asked, err = optionsIn(first.vm, first.exports.Get("options").ToObject(first.vm)); err != nil {
		return err
	}
	t.recorder.common = t.options.Tags
	watches, err := watchesIn(t.options.Thresholds)
	if err != nil {
		return err
	}
	for _, one := range watches {
		if watched := t.recorder.metrics[one.metric]; watched != nil {
			watched.watches = append(watched.watches, one)
		}
	}
	users, err := t.recruit(program, asked.Vus)
	if err != nil {
		return t.because(err)
	}
	t.startedAt = time.Now()
	data, err := first.setUp()
	if err != nil {
		return t.because(err)
	}
	if err := t.playAll(users, data, asked); err != nil {
		return err
	}
	var missed []string
	for _, one := range watches {
		missed = append(missed, one.missed()...)
	}
	if missed != nil {
		return missedError{missed}
	}
	return nil
}

// What an interrupted engine says is less than why it was interrupted.
func (t *test) because(err error) error {
	if why := t.reason(); why != nil {
		return why
	}
	return err
}

// Virtual users 1 to `count`, each with an engine that has read the script.
func (t *test) recruit(program *goja.Program, count int) ([]*user, error) {
	users := make([]*user, count)
	problems := make([]error, count)
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for index := range users {
		free <- struct{}{}
		all.Go(func() {
			users[index], problems[index] = newUser(t, program, index+1)
			<-free
		})
	}
	all.Wait()
	return users, errors.Join(problems...)
}

func (t *test) playAll(users []*user, data string, asked scenario) error {
	var all sync.WaitGroup
	for _, one := range users {
		all.Go(func() { one.play(data) })
	}
	ended := make(chan struct{})
	go func() {
		all.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(asked.MaxDuration.Duration + asked.GracefulStop.Duration):
		t.stop(fmt.Errorf("%w: virtual users were not done within maxDuration", errInterrupted))
		<-ended
	}
	return t.reason()
}
