// Command charts makes the facts of Helm charts: value paths, kinds and numbers, and none of their text.
//
//	go run . -releases releases.json (-from DIR | -pull) -out DIR
//
// The releases are a JSON list, as build/charts.mts writes it from our stacks' programs.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"helm.sh/helm/v3/pkg/chart"
)

// release is one chart as a stack installs it under one profile.
type release struct {
	Profile     string         `json:"profile"`
	Name        string         `json:"name"`
	Namespace   string         `json:"namespace"`
	Chart       string         `json:"chart"`
	Repo        string         `json:"repo"`
	Version     string         `json:"version"`
	KubeVersion string         `json:"kubeVersion"`
	Values      map[string]any `json:"values"`
}

// chartFacts is what a file of facts holds.
type chartFacts struct {
	Chart       string            `json:"chart"`
	Repo        string            `json:"repo"`
	Version     string            `json:"version"`
	AppVersion  string            `json:"appVersion"`
	Kubernetes  minors            `json:"kubernetes"`
	Digest      string            `json:"digest"`
	Subcharts   map[string]string `json:"subcharts,omitempty"`
	Absent      []string          `json:"absent,omitempty"`
	Definitions []definition      `json:"definitions"`
	Rendered    []rendering       `json:"rendered"`
	Values      *node             `json:"values"`
}

func main() {
	releasesFile := flag.String("releases", "", "JSON list of the releases of our stacks")
	from := flag.String("from", "", "folder of charts, unpacked or as .tgz")
	pull := flag.Bool("pull", false, "get the charts from their repositories")
	out := flag.String("out", "", "folder for a file per chart")
	flag.Parse()
	if err := run(*releasesFile, *from, *pull, *out); err != nil {
		fmt.Fprintln(os.Stderr, "charts:", err)
		os.Exit(1)
	}
}

func run(releasesFile, from string, pull bool, out string) error {
	if releasesFile == "" || out == "" || (from == "") == !pull {
		return fmt.Errorf("want -releases FILE, -out DIR, and -from DIR or -pull")
	}
	data, err := os.ReadFile(releasesFile)
	if err != nil {
		return err
	}
	var releases []release
	if err := json.Unmarshal(data, &releases); err != nil {
		return fmt.Errorf("%s: %w", releasesFile, err)
	}
	find := func(r release) (*chart.Chart, error) { return fromFolder(from, r) }
	if pull {
		find = fromRepository
	}
	for _, group := range byChart(releases) {
		facts, err := factsOf(group, find)
		if err != nil {
			return fmt.Errorf("%s %s: %w", group[0].Chart, group[0].Version, err)
		}
		if err := write(filepath.Join(out, facts.Chart+".json"), facts); err != nil {
			return err
		}
	}
	return nil
}

// byChart keeps the order in which the charts come up first.
func byChart(releases []release) [][]release {
	var groups [][]release
	for _, r := range releases {
		at := slices.IndexFunc(groups, func(g []release) bool { return g[0].Chart == r.Chart })
		if at < 0 {
			groups = append(groups, []release{r})
		} else {
			groups[at] = append(groups[at], r)
		}
	}
	return groups
}

func factsOf(group []release, find func(release) (*chart.Chart, error)) (*chartFacts, error) {
	first, err := find(group[0])
	if err != nil {
		return nil, err
	}
	meta := first.Metadata
	facts := &chartFacts{
		Chart: meta.Name, Repo: group[0].Repo, Version: meta.Version,
		AppVersion: meta.AppVersion, Kubernetes: minorsOf(meta.KubeVersion), Definitions: []definition{},
		Digest: digest(first), Subcharts: subcharts(first), Absent: absent(first),
		Values: valuePaths(first),
	}
	for _, r := range group {
		// Rendering changes a chart, so each has its own.
		own, err := find(r)
		if err != nil {
			return nil, err
		}
		definitions, objects, err := render(own, r)
		if err != nil {
			return nil, fmt.Errorf("profile %s: %w", r.Profile, err)
		}
		facts.Definitions = append([]definition{}, definitions...)
		facts.Rendered = joined(facts.Rendered, describe(r, objects))
	}
	return facts, nil
}

// joined adds a rendering, or its profile to one that is the same but for its profiles.
func joined(all []rendering, next rendering) []rendering {
	for i, one := range all {
		same := next
		same.Profiles = one.Profiles
		a, _ := json.Marshal(one)
		b, _ := json.Marshal(same)
		if bytes.Equal(a, b) {
			all[i].Profiles = append(one.Profiles, next.Profiles...)
			return all
		}
	}
	return append(all, next)
}

// write puts each member of each fact on a line of its own, so that a diff of facts can be read.
func write(path string, facts *chartFacts) error {
	var members map[string]json.RawMessage
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(facts); err != nil {
		return err
	}
	if err := json.Unmarshal(data.Bytes(), &members); err != nil {
		return err
	}
	order := []string{
		"chart", "repo", "version", "appVersion", "kubernetes", "digest", "subcharts", "absent",
		"definitions", "rendered", "values",
	}
	var text bytes.Buffer
	separator := "{\n  "
	for _, name := range order {
		member, ok := members[name]
		if !ok {
			continue
		}
		fmt.Fprintf(&text, "%s%q: %s", separator, name, opened(member))
		separator = ",\n  "
	}
	text.WriteString("\n}\n")
	return os.WriteFile(path, text.Bytes(), 0o644)
}

// opened is a list or object with its members on lines of their own.
func opened(raw json.RawMessage) string {
	var list []json.RawMessage
	var object map[string]json.RawMessage
	var lines []string
	brackets := "[]"
	switch {
	case json.Unmarshal(raw, &list) == nil && len(list) > 0:
		for _, item := range list {
			lines = append(lines, string(item))
		}
	case json.Unmarshal(raw, &object) == nil && len(object) > 0:
		brackets = "{}"
		for _, key := range sortedKeys(object) {
			lines = append(lines, fmt.Sprintf("%q: %s", key, object[key]))
		}
	default:
		return string(raw)
	}
	text := brackets[:1]
	for i, line := range lines {
		if i > 0 {
			text += ","
		}
		text += "\n    " + line
	}
	return text + "\n  " + brackets[1:]
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
