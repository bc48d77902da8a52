package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

var errInvalid = errors.New("cannot be run")

type arguments struct {
	script      string
	out         string
	environment map[string]string
}

// Switches that say nothing to this host: it prints no progress and tells nobody of its use.
var ignored = map[string]bool{"--quiet": true, "--no-color": true, "--no-usage-report": true}

// The environment of the script is that of the system, and what -e adds.
func argumentsIn(args []string) (arguments, error) {
	asked := arguments{environment: map[string]string{}}
	for _, one := range os.Environ() {
		asked.set(one)
	}
	if len(args) == 0 || args[0] != "run" {
		return asked, fmt.Errorf("%w: say: host run [--out json=FILE] [-e NAME=VALUE …] SCRIPT", errInvalid)
	}
	for rest := args[1:]; len(rest) > 0; rest = rest[1:] {
		name := rest[0]
		switch {
		case ignored[name]:
		case (name == "--out" || name == "-e") && len(rest) > 1:
			rest = rest[1:]
			if file, isFile := strings.CutPrefix(rest[0], "json="); name == "--out" && isFile {
				asked.out = file
			} else if name == "--out" || !asked.set(rest[0]) {
				return asked, fmt.Errorf("%w: %s %s", errInvalid, name, rest[0])
			}
		case !strings.HasPrefix(name, "-") && asked.script == "":
			asked.script = name
		default:
			return asked, fmt.Errorf("%w: %s is not known here", errInvalid, name)
		}
	}
	if asked.script == "" {
		return asked, fmt.Errorf("%w: there is no script", errInvalid)
	}
	return asked, nil
}

func (a arguments) set(pair string) bool {
	name, value, found := strings.Cut(pair, "=")
	if found {
		a.environment[name] = value
	}
	return found
}
