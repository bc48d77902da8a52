// A host for scripts that ccsim builds for k6, on goja, the engine that k6's own descends from. It offers the modules and options
// that those scripts use, as the public documentation of k6 describes them, over real sockets: one runtime, one event
// loop and connections of its own for each virtual user. It is not k6, and does nothing that those scripts do not need.
//
//	host run [--quiet] [--out json=FILE] [-e NAME=VALUE …] SCRIPT
//
// Exits as documented (https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/): 0; 99 where a threshold was missed;
// 104 for options it does not know; 105 where it was interrupted; 107 where the script threw; 108 where it stopped the test.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

const (
	exitThresholds  = 99
	exitInvalid     = 104
	exitInterrupted = 105
	exitThrown      = 107
	exitAborted     = 108
)

func main() {
	asked, err := argumentsIn(os.Args[1:])
	if err != nil {
		fail(exitInvalid, err)
	}
	recorder, err := newRecorder(asked.out)
	if err != nil {
		fail(exitInvalid, err)
	}
	t := newTest(recorder, asked.environment)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		t.stop(errInterrupted)
	}()
	err = t.play(asked.script)
	if closing := recorder.close(); err == nil {
		err = closing
	}
	if err != nil {
		fail(exitOf(err), err)
	}
}

func exitOf(err error) int {
	var aborted abortError
	var missed missedError
	switch {
	case errors.As(err, &aborted):
		return exitAborted
	case errors.As(err, &missed):
		return exitThresholds
	case errors.Is(err, errInterrupted):
		return exitInterrupted
	case errors.Is(err, errInvalid):
		return exitInvalid
	}
	return exitThrown
}

func fail(code int, err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(code)
}
