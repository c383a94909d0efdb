package main

import (
	"slices"
	"strings"
	"text/template/parse"

	"helm.sh/helm/v3/pkg/chart"
)

type usage int

const (
	// usedAsCondition: asked about, and not written.
	usedAsCondition usage = iota
	usedPlainly
	// usedWhole: given to another template, which may read any member.
	usedWhole
	// usedFreely: written out or walked through.
	usedFreely
)

// use is a read of a value by a template.
type use struct {
	path []string
	kind usage
}

// writers put a value out as it is, or walk through it.
var writers = []string{
	"toYaml", "toJson", "toRawJson", "toPrettyJson", "toToml", "tpl", "merge", "mustMerge", "mergeOverwrite",
	"mustMergeOverwrite", "deepCopy", "mustDeepCopy", "keys", "values", "pick", "omit", "concat", "range", "toYamlPretty",
}

// carriers give a value to another template.
var carriers = []string{"include", "dict", "list", "tuple", "set", "template", "default", "coalesce", "ternary"}

// readers take a key of a value as a text.
var readers = []string{"index", "get", "hasKey", "dig"}

// usesOf finds the reads of `.Values` in every template of a chart, without its subcharts.
func usesOf(c *chart.Chart) []use {
	trees := map[string]*parse.Tree{}
	for _, file := range slices.Concat(c.Templates, c.Files) {
		if !strings.Contains(string(file.Data), "{{") {
			continue
		}
		tree := parse.New(file.Name)
		tree.Mode = parse.SkipFuncCheck
		own := map[string]*parse.Tree{}
		if _, err := tree.Parse(string(file.Data), "", "", own); err != nil {
			// Such as a dashboard with braces of its own, which Helm does not render either.
			continue
		}
		for name, found := range own {
			trees[file.Name+" "+name] = found
		}
	}
	found := &finder{}
	for _, name := range sortedKeys(trees) {
		if root := trees[name].Root; root != nil {
			found.list(root, scope{variables: map[string][]string{}})
		}
	}
	return found.uses
}

// scope says which value path the dot and the variables stand for; nil if that is not known.
type scope struct {
	dot       []string
	variables map[string][]string
}

func (s scope) with(dot []string) scope {
	return scope{dot: dot, variables: s.variables}
}

type finder struct {
	uses []use
}

func (f *finder) add(path []string, kind usage) {
	if len(path) > 0 {
		f.uses = append(f.uses, use{path: slices.Clone(path), kind: kind})
	}
}

func (f *finder) list(nodes *parse.ListNode, s scope) {
	if nodes == nil {
		return
	}
	for _, n := range nodes.Nodes {
		switch v := n.(type) {
		case *parse.ActionNode:
			f.pipe(v.Pipe, s, usedPlainly)
		case *parse.TemplateNode:
			f.pipe(v.Pipe, s, usedWhole)
		case *parse.IfNode:
			f.pipe(v.Pipe, s, usedAsCondition)
			f.list(v.List, s)
			f.list(v.ElseList, s)
		case *parse.WithNode:
			dot := f.pipe(v.Pipe, s, usedAsCondition)
			f.list(v.List, s.with(dot))
			f.list(v.ElseList, s)
		case *parse.RangeNode:
			f.pipe(v.Pipe, s, usedFreely)
			f.list(v.List, s.with(nil))
			f.list(v.ElseList, s)
		}
	}
}

// pipe records the reads of a pipeline, and gives the path that it stands for if it is one alone.
func (f *finder) pipe(p *parse.PipeNode, s scope, kind usage) []string {
	if p == nil {
		return nil
	}
	for _, command := range p.Cmds {
		for _, argument := range command.Args {
			if name, ok := argument.(*parse.IdentifierNode); ok {
				kind = max(kind, usageBy(name.Ident))
			}
		}
	}
	var alone []string
	for _, command := range p.Cmds {
		path := f.command(command, s, kind)
		if len(p.Cmds) == 1 {
			alone = path
		}
	}
	if len(p.Decl) == 1 {
		s.variables[p.Decl[0].Ident[0]] = alone
	}
	return alone
}

func usageBy(function string) usage {
	switch {
	case slices.Contains(writers, function):
		return usedFreely
	case slices.Contains(carriers, function):
		return usedWhole
	}
	return usedAsCondition
}

func (f *finder) command(c *parse.CommandNode, s scope, kind usage) []string {
	if name, ok := c.Args[0].(*parse.IdentifierNode); ok && slices.Contains(readers, name.Ident) {
		if path, ok := f.read(name.Ident, c.Args[1:], s, kind); ok {
			return path
		}
	}
	var only []string
	for _, argument := range c.Args {
		only = f.argument(argument, s, kind)
	}
	if len(c.Args) == 1 {
		return only
	}
	return nil
}

// read follows constant keys, as in `index .Values "kube-state-metrics"`.
func (f *finder) read(function string, arguments []parse.Node, s scope, kind usage) ([]string, bool) {
	var base, keys []string
	found := false
	for i, argument := range arguments {
		if key, ok := argument.(*parse.StringNode); ok {
			if function == "dig" && i == len(arguments)-2 {
				// What `dig` gives if there is nothing.
				continue
			}
			keys = append(keys, key.Text)
			continue
		}
		if path, ok := pathOf(argument, s); ok {
			base, found = path, true
		} else {
			f.argument(argument, s, kind)
		}
	}
	if !found {
		return nil, false
	}
	path := slices.Concat(base, keys)
	f.add(path, kind)
	return path, true
}

func (f *finder) argument(n parse.Node, s scope, kind usage) []string {
	switch v := n.(type) {
	case *parse.PipeNode:
		return f.pipe(v, s, kind)
	case *parse.ChainNode:
		inner := f.argument(v.Node, s, usedPlainly)
		if at := slices.Index(v.Field, "Values"); at >= 0 {
			inner = v.Field[at+1:]
		} else if inner != nil {
			inner = slices.Concat(inner, v.Field)
		}
		f.add(inner, kind)
		return inner
	}
	path, ok := pathOf(n, s)
	if !ok {
		return nil
	}
	f.add(path, kind)
	return path
}

// pathOf is the value path that a field, a variable or the dot stands for.
func pathOf(n parse.Node, s scope) ([]string, bool) {
	var idents, base []string
	switch v := n.(type) {
	case *parse.FieldNode:
		idents, base = v.Ident, s.dot
	case *parse.VariableNode:
		idents, base = v.Ident[1:], s.variables[v.Ident[0]]
	case *parse.DotNode:
		return s.dot, s.dot != nil
	default:
		return nil, false
	}
	if at := slices.Index(idents, "Values"); at >= 0 {
		return idents[at+1:], true
	}
	if base == nil {
		return nil, false
	}
	return slices.Concat(base, idents), true
}
