package main

import (
	"slices"
	"strings"
)

// rendering is what a release consists of under some profiles.
type rendering struct {
	Profiles  []string       `json:"profiles"`
	Release   string         `json:"release"`
	Namespace string         `json:"namespace"`
	Kinds     map[string]int `json:"kinds"`
	Workloads []workload     `json:"workloads,omitempty"`
	Claims    []claim        `json:"claims,omitempty"`
	Balancers []balancer     `json:"balancers,omitempty"`
	Budgets   []budget       `json:"budgets,omitempty"`
	Webhooks  []webhook      `json:"webhooks,omitempty"`
	Roles     []role         `json:"roles,omitempty"`
	Bindings  []binding      `json:"bindings,omitempty"`
}

// workload is what makes pods. Replicas is absent for a daemon set.
type workload struct {
	Kind         string      `json:"kind"`
	Name         string      `json:"name"`
	Replicas     any         `json:"replicas,omitempty"`
	Hook         bool        `json:"hook,omitempty"`
	Account      string      `json:"account,omitempty"`
	Apart        []string    `json:"apart,omitempty"`
	NodeSelector object      `json:"nodeSelector,omitempty"`
	Pod          object      `json:"pod,omitempty"`
	HostPaths    []string    `json:"hostPaths,omitempty"`
	Containers   []container `json:"containers"`
}

type container struct {
	Name      string `json:"name"`
	Init      bool   `json:"init,omitempty"`
	Image     string `json:"image"`
	Pinned    string `json:"pinned,omitempty"`
	Resources object `json:"resources,omitempty"`
	Security  object `json:"security,omitempty"`
}

// claim is a volume that is asked for. Class is null if the cluster's default class is wanted.
type claim struct {
	Of      string `json:"of"`
	Class   any    `json:"class"`
	Storage any    `json:"storage"`
}

type balancer struct {
	Name        string `json:"name"`
	Class       string `json:"class,omitempty"`
	Annotations object `json:"annotations,omitempty"`
}

type budget struct {
	Name           string `json:"name"`
	MinAvailable   any    `json:"minAvailable,omitempty"`
	MaxUnavailable any    `json:"maxUnavailable,omitempty"`
	Selects        object `json:"selects,omitempty"`
}

func describe(r release, objects []object) rendering {
	found := rendering{Profiles: []string{r.Profile}, Release: r.Name, Namespace: r.Namespace, Kinds: map[string]int{}}
	minima := map[string]any{}
	for _, o := range objects {
		if text(o, "kind") == "HorizontalPodAutoscaler" {
			minima[text(o, "spec", "scaleTargetRef", "kind")+"/"+text(o, "spec", "scaleTargetRef", "name")] = at(o, "spec", "minReplicas")
		}
	}
	for _, o := range objects {
		kind, name := text(o, "kind"), text(o, "metadata", "name")
		found.Kinds[text(o, "apiVersion")+":"+kind]++
		switch kind {
		case "Deployment", "StatefulSet", "DaemonSet", "Job":
			found.Workloads = append(found.Workloads, workloadOf(o, minima[kind+"/"+name]))
			for _, item := range list(o, "spec", "volumeClaimTemplates") {
				found.Claims = append(found.Claims, claimOf(kind+"/"+name, asObject(item)))
			}
		case "CronJob":
			found.Workloads = append(found.Workloads, workloadOf(asObject(at(o, "spec", "jobTemplate")), nil))
		case "PersistentVolumeClaim":
			found.Claims = append(found.Claims, claimOf(kind+"/"+name, o))
		case "Prometheus", "Alertmanager":
			if template := asObject(at(o, "spec", "storage", "volumeClaimTemplate")); template != nil {
				found.Claims = append(found.Claims, claimOf(kind+"/"+name, template))
			}
			found.Workloads = append(found.Workloads, operated(o))
		case "Service":
			if text(o, "spec", "type") == "LoadBalancer" {
				found.Balancers = append(found.Balancers, balancer{
					Name: name, Class: text(o, "spec", "loadBalancerClass"),
					Annotations: asObject(at(o, "metadata", "annotations")),
				})
			}
		case "PodDisruptionBudget":
			found.Budgets = append(found.Budgets, budget{
				Name: name, MinAvailable: at(o, "spec", "minAvailable"),
				MaxUnavailable: at(o, "spec", "maxUnavailable"), Selects: asObject(at(o, "spec", "selector", "matchLabels")),
			})
		case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration":
			found.Webhooks = append(found.Webhooks, webhookOf(o))
		case "Role", "ClusterRole":
			found.Roles = append(found.Roles, roleOf(o))
		case "RoleBinding", "ClusterRoleBinding":
			found.Bindings = append(found.Bindings, bindingOf(o))
		}
	}
	return found
}

func claimOf(of string, o object) claim {
	return claim{Of: of, Class: at(o, "spec", "storageClassName"), Storage: at(o, "spec", "resources", "requests", "storage")}
}

// operated is what an operator makes of its resource, as far as the resource says it.
func operated(o object) workload {
	main := container{Name: strings.ToLower(text(o, "kind")), Image: imageName(text(o, "spec", "image")), Resources: asObject(at(o, "spec", "resources"))}
	return workload{
		Kind: text(o, "kind"), Name: text(o, "metadata", "name"), Replicas: at(o, "spec", "replicas"),
		Account: text(o, "spec", "serviceAccountName"), Pod: asObject(at(o, "spec", "securityContext")),
		Containers: []container{main},
	}
}

func workloadOf(o object, minimum any) workload {
	pod := asObject(at(o, "spec", "template", "spec"))
	replicas := at(o, "spec", "replicas")
	if minimum != nil {
		replicas = minimum
	}
	kind := text(o, "kind")
	if replicas == nil && (kind == "Deployment" || kind == "StatefulSet") {
		replicas = 1
	}
	found := workload{
		Kind: kind, Name: text(o, "metadata", "name"), Replicas: replicas,
		Hook:         text(o, "metadata", "annotations", "helm.sh/hook") != "",
		Account:      text(pod, "serviceAccountName"),
		NodeSelector: asObject(pod["nodeSelector"]),
		Pod:          object{},
		Containers:   []container{},
	}
	for _, key := range []string{"hostNetwork", "hostPID", "hostIPC", "priorityClassName", "securityContext", "automountServiceAccountToken"} {
		if value, ok := pod[key]; ok && value != false && value != "" {
			found.Pod[key] = value
		}
	}
	for _, term := range list(pod, "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution") {
		found.Apart = append(found.Apart, text(asObject(term), "topologyKey"))
	}
	for _, volume := range list(pod, "volumes") {
		if path := text(asObject(volume), "hostPath", "path"); path != "" {
			found.HostPaths = append(found.HostPaths, path)
		}
	}
	slices.Sort(found.HostPaths)
	for _, key := range []string{"initContainers", "containers"} {
		for _, item := range list(pod, key) {
			found.Containers = append(found.Containers, containerOf(asObject(item), key == "initContainers"))
		}
	}
	return found
}

func containerOf(o object, initial bool) container {
	image := text(o, "image")
	pinned := ""
	if strings.Contains(image, "@") {
		pinned = "digest"
	} else if strings.Contains(image[strings.LastIndex(image, "/")+1:], ":") {
		pinned = "tag"
	}
	return container{
		Name: text(o, "name"), Init: initial, Image: imageName(image), Pinned: pinned,
		Resources: asObject(o["resources"]), Security: asObject(o["securityContext"]),
	}
}

// imageName is an image without its tag and digest.
func imageName(image string) string {
	image, _, _ = strings.Cut(image, "@")
	if colon := strings.LastIndex(image, ":"); colon > strings.LastIndex(image, "/") {
		return image[:colon]
	}
	return image
}
