// Runs one script in goja, the engine that k6's own descends from: no module and no global but those of ECMAScript, and
// print. Exits with 1, and what was thrown, where the script ends with an error.
package main

import (
	"fmt"
	"os"

	"github.com/dop251/goja"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		fail(err)
	}
	vm := goja.New()
	if err := vm.Set("print", func(line string) { fmt.Println(line) }); err != nil {
		fail(err)
	}
	if _, err := vm.RunScript("script.js", string(text)); err != nil {
		fail(err)
	}
}

func fail(err error) {
	if thrown, ok := err.(*goja.Exception); ok {
		fmt.Fprintln(os.Stderr, thrown.String())
	} else {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(1)
}
