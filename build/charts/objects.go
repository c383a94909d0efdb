package main

import (
	"bufio"
	"slices"
	"strings"

	k8syaml "k8s.io/apimachinery/pkg/util/yaml"
)

// object is a Kubernetes object, or a part of one.
type object = map[string]any

func newDocumentReader(content string) *k8syaml.YAMLReader {
	return k8syaml.NewYAMLReader(bufio.NewReader(strings.NewReader(content)))
}

func asObject(value any) object {
	o, _ := value.(object)
	return o
}

// at is the value below an object.
func at(o object, path ...string) any {
	var value any = o
	for _, key := range path {
		value = asObject(value)[key]
	}
	return value
}

func text(o object, path ...string) string {
	value, _ := at(o, path...).(string)
	return value
}

func list(o object, path ...string) []any {
	value, _ := at(o, path...).([]any)
	return value
}

func texts(o object, path ...string) []string {
	found := []string{}
	for _, item := range list(o, path...) {
		if value, ok := item.(string); ok {
			found = append(found, value)
		}
	}
	return found
}

// definition is a kind that a chart brings.
type definition struct {
	Kind string `json:"kind"`
	// In is `crds` for the folder that Helm installs once and never upgrades, or `templates`.
	In string `json:"in"`
	// Kept says that a removal of the release leaves it.
	Kept bool `json:"kept"`
}

func definitionsOf(o object, in string) []definition {
	var found []definition
	kept := in == "crds" || text(o, "metadata", "annotations", "helm.sh/resource-policy") == "keep"
	for _, version := range list(o, "spec", "versions") {
		if served, ok := asObject(version)["served"].(bool); ok && !served {
			continue
		}
		kind := text(o, "spec", "group") + "/" + text(asObject(version), "name") + ":" + text(o, "spec", "names", "kind")
		found = append(found, definition{Kind: kind, In: in, Kept: kept})
	}
	return found
}

// webhook is one configuration of admission webhooks.
type webhook struct {
	Kind      string   `json:"kind"`
	Name      string   `json:"name"`
	ManagedBy string   `json:"managedBy,omitempty"`
	Hooks     []object `json:"hooks"`
}

func webhookOf(o object) webhook {
	found := webhook{
		Kind: text(o, "kind"), Name: text(o, "metadata", "name"),
		ManagedBy: text(o, "metadata", "labels", "app.kubernetes.io/managed-by"),
		Hooks:     []object{},
	}
	for _, item := range list(o, "webhooks") {
		hook := asObject(item)
		kept := object{}
		for _, key := range []string{
			"name", "failurePolicy", "rules", "namespaceSelector", "objectSelector", "timeoutSeconds", "sideEffects",
		} {
			if value, ok := hook[key]; ok {
				kept[key] = value
			}
		}
		kept["caBundle"] = at(hook, "clientConfig", "caBundle") != nil
		found.Hooks = append(found.Hooks, kept)
	}
	return found
}

// role counts the rules of a role and keeps those that reach far.
type role struct {
	Kind  string   `json:"kind"`
	Name  string   `json:"name"`
	Rules int      `json:"rules"`
	Far   []object `json:"far,omitempty"`
}

var farVerbs = []string{"*", "escalate", "bind", "impersonate"}

func roleOf(o object) role {
	found := role{Kind: text(o, "kind"), Name: text(o, "metadata", "name"), Rules: len(list(o, "rules"))}
	for _, item := range list(o, "rules") {
		rule := asObject(item)
		resources, verbs := texts(rule, "resources"), texts(rule, "verbs")
		far := slices.Contains(resources, "*") || slices.Contains(resources, "secrets") ||
			slices.ContainsFunc(verbs, func(verb string) bool { return slices.Contains(farVerbs, verb) })
		if far {
			found.Far = append(found.Far, rule)
		}
	}
	return found
}

// binding says who has which role.
type binding struct {
	Kind     string   `json:"kind"`
	Name     string   `json:"name"`
	Role     string   `json:"role"`
	Subjects []string `json:"subjects"`
}

func bindingOf(o object) binding {
	subjects := []string{}
	for _, item := range list(o, "subjects") {
		subject := asObject(item)
		subjects = append(subjects, strings.Trim(text(subject, "kind")+" "+text(subject, "namespace")+"/"+text(subject, "name"), "/"))
	}
	role := text(o, "roleRef", "kind") + " " + text(o, "roleRef", "name")
	return binding{Kind: text(o, "kind"), Name: text(o, "metadata", "name"), Role: role, Subjects: subjects}
}
