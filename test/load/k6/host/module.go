package main

import (
	"regexp"
	"strings"

	"github.com/dop251/goja"
)

var (
	comment      = regexp.MustCompile(`^\s*//[^\n]*\n`)
	importWhole  = regexp.MustCompile(`^\s*import\s*([\w$]+)\s*from\s*"(k6[^"]*)";?`)
	importNamed  = regexp.MustCompile(`^\s*import\s*\{([^}]*)\}\s*from\s*"(k6[^"]*)";?`)
	exportAtEnd  = regexp.MustCompile(`export\s*\{([^}]*)\};?\s*$`)
	renamed      = regexp.MustCompile(`\s+as\s+`)
	moduleBefore = "(function (modules) {'use strict';"
)

// The engine has no modules: a script is a function of the modules it imports that returns what it exports. Imports
// stand at the beginning of a bundle and its exports at the end; what is written otherwise is a syntax error.
func compiled(name, text string) (*goja.Program, error) {
	var code strings.Builder
	code.WriteString(moduleBefore)
	for {
		if found := comment.FindString(text); found != "" {
			text = text[len(found):]
		} else if found := importWhole.FindStringSubmatch(text); found != nil {
			code.WriteString("const " + found[1] + `=modules["` + found[2] + `"].default;`)
			text = text[len(found[0]):]
		} else if found := importNamed.FindStringSubmatch(text); found != nil {
			code.WriteString("const {" + renamed.ReplaceAllString(found[1], ":") + `}=modules["` + found[2] + `"];`)
			text = text[len(found[0]):]
		} else {
			break
		}
	}
	code.WriteString(exportAtEnd.ReplaceAllStringFunc(text, func(found string) string {
		var pairs []string
		for _, one := range strings.Split(exportAtEnd.FindStringSubmatch(found)[1], ",") {
			names := renamed.Split(strings.TrimSpace(one), 2)
			pairs = append(pairs, `"`+names[len(names)-1]+`":`+names[0])
		}
		return "return {" + strings.Join(pairs, ",") + "};"
	}))
	code.WriteString("\n})")
	return goja.Compile(name, code.String(), true)
}
