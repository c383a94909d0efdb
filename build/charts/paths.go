package main

import (
	"encoding/json"
	"slices"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
	"sigs.k8s.io/yaml"
)

// lifted holds the defaults that a chart of Istio merges below what is given.
const lifted = "_internal_defaults_do_not_set"

// node is one value path: what it may be, and what lies below it.
type node struct {
	// types is empty for anything.
	types []string
	keys  map[string]*node
	// open says that names beside the keys are taken too.
	open bool
	// free says that the chart passes the value on, so that anything below it is taken.
	free bool
	// unset says that the default is false, which can stand for a number that is not given.
	unset bool
}

// MarshalJSON writes `"string"`, `"string|number"` or `"any"` for a value, and an object for one that has
// members, in which "*" stands for every other name.
func (n *node) MarshalJSON() ([]byte, error) {
	isObject := slices.Contains(n.types, "object")
	if n.free || len(n.keys) == 0 {
		switch {
		case isObject && len(n.types) == 1:
			return json.Marshal(map[string]string{"*": "any"})
		case len(n.types) == 0 || n.free && isObject:
			return []byte(`"any"`), nil
		}
		return json.Marshal(strings.Join(n.types, "|"))
	}
	members := map[string]any{}
	for key, below := range n.keys {
		members[key] = below
	}
	if n.open {
		members["*"] = "any"
	}
	return json.Marshal(members)
}

// below is the node at a path, made if it is not there.
func (n *node) below(path []string) *node {
	for _, key := range path {
		if n.keys == nil {
			n.keys = map[string]*node{}
		}
		if n.keys[key] == nil {
			n.keys[key] = &node{}
		}
		n = n.keys[key]
	}
	return n
}

// valuePaths are those of a chart's values, its schema, and its templates' reads, with those of its subcharts
// under their names.
func valuePaths(c *chart.Chart) *node {
	root := &node{types: []string{"object"}}
	addChart(root, root, c)
	return root
}

func addChart(root, own *node, c *chart.Chart) {
	for _, dependency := range c.Dependencies() {
		for _, wanted := range c.Metadata.Dependencies {
			if wanted.Name == dependency.Name() {
				below := own.below([]string{dependencyKey(wanted)})
				below.types = []string{"object"}
				addChart(root, below, dependency)
			}
		}
	}
	var values object
	for _, file := range c.Raw {
		if file.Name == "values.yaml" && yaml.Unmarshal(file.Data, &values) == nil {
			addValues(own, values)
			if defaults := asObject(values[lifted]); defaults != nil {
				delete(own.keys, lifted)
				addValues(own, defaults)
			}
		}
	}
	for _, use := range usesOf(c) {
		target := own
		if use.path[0] == "global" {
			target = root
		}
		if use.path[0] == lifted {
			continue
		}
		found := target.below(use.path)
		found.free = found.free || use.kind == usedFreely
		if use.kind == usedPlainly && found.unset {
			found.types = []string{"boolean", "number"}
		}
		found.open = found.open || use.kind == usedWhole
	}
	var schema object
	if len(c.Schema) > 0 && json.Unmarshal(c.Schema, &schema) == nil {
		addSchema(own, schema, schema, 0)
		delete(own.keys, lifted)
	}
	global := own.below([]string{"global"})
	global.types = []string{"object"}
	global.open = true
}

func addValues(n *node, values object) {
	n.types = []string{"object"}
	if len(values) == 0 {
		n.open = true
	}
	for key, value := range values {
		child := n.below([]string{key})
		switch v := value.(type) {
		case object:
			addValues(child, v)
		case []any:
			child.types = []string{"list"}
		case bool:
			child.types = []string{"boolean"}
			child.unset = !v
		case float64, int64:
			child.types = []string{"number"}
		case string:
			child.types = []string{"string"}
			if v == "" {
				// Nothing, and a chart says no more.
				child.types = []string{"boolean", "number", "string"}
			}
		}
	}
}

var schemaTypes = map[string]string{
	"array": "list", "boolean": "boolean", "integer": "number", "null": "null", "number": "number",
	"object": "object", "string": "string",
}

// addSchema takes the types that a schema gives over those of the values.
func addSchema(n *node, schema, whole object, depth int) {
	if depth > 12 {
		n.free = true
		return
	}
	if reference := text(schema, "$ref"); reference != "" {
		if !strings.HasPrefix(reference, "#/") {
			n.free = true
			return
		}
		pointer := strings.ReplaceAll(strings.TrimPrefix(reference, "#/"), "~1", "/")
		target := asObject(at(whole, strings.Split(pointer, "/")...))
		if target == nil {
			n.free = true
			return
		}
		addSchema(n, target, whole, depth+1)
	}
	var types []string
	switch v := schema["type"].(type) {
	case string:
		types = []string{v}
	case []any:
		types = texts(schema, "type")
	}
	for _, key := range []string{"anyOf", "oneOf", "allOf"} {
		for _, item := range list(schema, key) {
			inner := &node{}
			addSchema(inner, asObject(item), whole, depth+1)
			for _, t := range inner.types {
				types = append(types, nameOfType(t))
			}
			for name, below := range inner.keys {
				if n.keys[name] == nil {
					n.below([]string{name})
					n.keys[name] = below
				}
			}
			n.open = n.open || inner.open
		}
	}
	if len(types) > 0 {
		var named []string
		for _, t := range types {
			named = append(named, nameOfType(t))
		}
		slices.Sort(named)
		n.types = slices.Compact(named)
	}
	properties := asObject(schema["properties"])
	for name, property := range properties {
		addSchema(n.below([]string{name}), asObject(property), whole, depth+1)
	}
	switch additional := schema["additionalProperties"].(type) {
	case bool:
		// A schema that takes any name beside its own says nothing of what the templates read.
		n.open = n.open || additional && len(properties) == 0
	case object:
		n.open = true
	default:
		n.open = n.open || schema["patternProperties"] != nil
	}
}

func nameOfType(t string) string {
	if name, ok := schemaTypes[t]; ok {
		return name
	}
	return t
}
