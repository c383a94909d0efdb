package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/cli"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/getter"
	"helm.sh/helm/v3/pkg/repo"
	"sigs.k8s.io/yaml"
)

// fromFolder loads a chart that lies in a folder as NAME/ or NAME-VERSION.tgz.
func fromFolder(folder string, r release) (*chart.Chart, error) {
	for _, name := range []string{r.Chart, fmt.Sprintf("%s-%s.tgz", r.Chart, r.Version)} {
		path := filepath.Join(folder, name)
		if _, err := os.Stat(path); err != nil {
			continue
		}
		loaded, err := loader.Load(path)
		if err != nil {
			return nil, err
		}
		if loaded.Metadata.Version != r.Version {
			return nil, fmt.Errorf("%s: want version %s, got %s", path, r.Version, loaded.Metadata.Version)
		}
		return loaded, nil
	}
	return nil, fmt.Errorf("want %s/ or %s-%s.tgz in %s", r.Chart, r.Chart, r.Version, folder)
}

// fromRepository downloads a chart into a folder of its own.
func fromRepository(r release) (*chart.Chart, error) {
	folder, err := os.MkdirTemp("", "charts-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	settings := cli.New()
	if _, err := repo.FindChartInRepoURL(r.Repo, r.Chart, r.Version, "", "", "", getter.All(settings)); err != nil {
		return nil, err
	}
	pull := action.NewPullWithOpts(action.WithConfig(new(action.Configuration)))
	pull.Settings, pull.RepoURL, pull.Version, pull.DestDir = settings, r.Repo, r.Version, folder
	if _, err := pull.Run(r.Chart); err != nil {
		return nil, err
	}
	return fromFolder(folder, r)
}

// digest tells whether two copies of a chart hold the same templates, definitions, values and schema.
// Chart.yaml is left out, since a release build rewrites it.
func digest(c *chart.Chart) string {
	var lines []string
	for _, file := range c.Raw {
		name := file.Name
		if strings.HasPrefix(name, "templates/") || strings.HasPrefix(name, "crds/") ||
			name == "values.yaml" || name == "values.schema.json" {
			sum := sha256.Sum256(file.Data)
			lines = append(lines, name+" "+hex.EncodeToString(sum[:]))
		}
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// minors are the first and the last minor version of Kubernetes that a chart takes; empty is no bound.
type minors struct {
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

const lastMinor = 99

func minorsOf(constraint string) minors {
	if constraint == "" {
		return minors{}
	}
	var taken []int
	for minor := range lastMinor + 1 {
		if chartutil.IsCompatibleRange(constraint, fmt.Sprintf("v1.%d.0", minor)) {
			taken = append(taken, minor)
		}
	}
	var found minors
	if len(taken) > 0 && taken[0] > 0 {
		found.From = fmt.Sprintf("1.%d", taken[0])
	}
	if len(taken) > 0 && taken[len(taken)-1] < lastMinor {
		found.To = fmt.Sprintf("1.%d", taken[len(taken)-1])
	}
	return found
}

func subcharts(c *chart.Chart) map[string]string {
	found := map[string]string{}
	for _, dependency := range c.Dependencies() {
		found[dependency.Name()] = dependency.Metadata.Version
	}
	return found
}

// absent names the subcharts that the folder lacks: whatever they would take is not known.
func absent(c *chart.Chart) []string {
	there := subcharts(c)
	var missing []string
	for _, dependency := range c.Metadata.Dependencies {
		if _, ok := there[dependency.Name]; !ok {
			missing = append(missing, dependencyKey(dependency))
		}
	}
	slices.Sort(missing)
	return missing
}

func dependencyKey(d *chart.Dependency) string {
	if d.Alias != "" {
		return d.Alias
	}
	return d.Name
}

// render gives the definitions that a release brings and every other object of it.
func render(c *chart.Chart, r release) ([]definition, []object, error) {
	values := r.Values
	if values == nil {
		values = map[string]any{}
	}
	if err := chartutil.ProcessDependenciesWithMerge(c, values); err != nil {
		return nil, nil, err
	}
	kube, err := chartutil.ParseKubeVersion(r.KubeVersion)
	if err != nil {
		return nil, nil, err
	}
	if c.Metadata.KubeVersion != "" && !chartutil.IsCompatibleRange(c.Metadata.KubeVersion, kube.Version) {
		return nil, nil, fmt.Errorf("want Kubernetes %s, got %s", c.Metadata.KubeVersion, kube.Version)
	}
	capabilities := chartutil.DefaultCapabilities.Copy()
	capabilities.KubeVersion = *kube
	options := chartutil.ReleaseOptions{Name: r.Name, Namespace: r.Namespace, Revision: 1, IsInstall: true}
	ready, err := chartutil.ToRenderValues(c, values, options, capabilities)
	if err != nil {
		return nil, nil, err
	}
	files, err := engine.Render(c, ready)
	if err != nil {
		return nil, nil, err
	}
	var definitions []definition
	var objects []object
	for _, crd := range c.CRDObjects() {
		found, err := documents(string(crd.File.Data))
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", crd.Filename, err)
		}
		for _, o := range found {
			definitions = append(definitions, definitionsOf(o, "crds")...)
		}
	}
	for _, name := range sortedKeys(files) {
		if strings.HasSuffix(name, "NOTES.txt") || strings.HasPrefix(filepath.Base(name), "_") {
			continue
		}
		found, err := documents(files[name])
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, o := range found {
			if text(o, "kind") == "CustomResourceDefinition" {
				definitions = append(definitions, definitionsOf(o, "templates")...)
			} else {
				objects = append(objects, o)
			}
		}
	}
	slices.SortFunc(definitions, func(a, b definition) int { return strings.Compare(a.Kind, b.Kind) })
	return definitions, objects, nil
}

func documents(content string) ([]object, error) {
	var found []object
	reader := newDocumentReader(content)
	for {
		part, err := reader.Read()
		if err == io.EOF {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		var o object
		if err := yaml.Unmarshal(part, &o); err != nil {
			return nil, err
		}
		if text(o, "kind") == "List" {
			for _, item := range list(o, "items") {
				found = append(found, asObject(item))
			}
		} else if len(o) > 0 {
			found = append(found, o)
		}
	}
}
