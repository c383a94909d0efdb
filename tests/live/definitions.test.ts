import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";

import { charts } from "../../components/lib/charts";
import { providersOf } from "../../sandbox/src/cloud/facts/kubernetes";
import type { Bag } from "../../sandbox/src/cloud/store";
import { at, isBag } from "../../sandbox/src/cloud/values";
import {
  definitionFile,
  definitionSources,
} from "../../sandbox/src/live/kinds/kubernetes/definition-sources";
import {
  definitionsIn,
  installDefinitions,
} from "../../sandbox/src/live/kinds/kubernetes/install-definitions";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the definitions of charts", () => {
  beforeAll(async () => {
    expect(await installDefinitions(() => undefined)).toEqual([]);
  });

  it("go with the charts' pins", () => {
    const pinned = Object.values(charts).map(({ chart, version }) => [chart, version]);
    const sources = Object.entries(definitionSources);
    const wanted = sources.map(([chart, { chartVersion }]) => [chart, chartVersion]);
    expect(pinned).toEqual(expect.arrayContaining(wanted));
  });

  it("cover every custom resource that the components emit", () => {
    const emitted = emittedKinds(join(__dirname, "../../components"));
    expect(emitted.length).toBeGreaterThan(5);
    const served = Object.entries(definitionSources).flatMap(([chart, source]) =>
      source.definitions.flatMap((name) => kindsOf(chart, cached(definitionFile(source, name)))),
    );
    const lacking = emitted.filter((kind) => !served.some((known) => known.kind === kind));
    expect(lacking).toEqual([]);
    // The offline cloud's table says the same of each.
    for (const { chart, kind } of served.filter(({ kind }) => emitted.includes(kind))) {
      const [apiVersion = "", name = ""] = kind.split(" ");
      expect([kind, providersOf(apiVersion, name)]).toEqual([kind, [chart]]);
    }
  });

  it("hold no template and no webhook", () => {
    const files = Object.values(definitionSources).flatMap((source) =>
      source.definitions.map((name) => definitionFile(source, name)),
    );
    for (const file of files) {
      expect([file, readFileSync(file, "utf8").includes(".Values")]).toEqual([file, false]);
      expect(at(cached(file), "spec.conversion")).toEqual({ strategy: "None" });
    }
  });
});

it("takes out of a chart's file what only Helm understands", () => {
  const text = `
# START crd {{- if .Values.crds.enabled }}
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: wheels.cars.example
  annotations:
    # END annotations {{- end }}
    helm.sh/resource-policy: keep
  labels:
    app: '{{ template "cars.name" . }}'
spec:
  group: cars.example
  conversion: { strategy: Webhook }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: other }
`;
  expect(definitionsIn(text)).toEqual([
    {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "wheels.cars.example" },
      spec: { group: "cars.example", conversion: { strategy: "None" } },
    },
  ]);
});

describe("a module that can't be had", () => {
  const source = {
    chartVersion: "1",
    module: "cars.example/cars",
    version: "v0.0.1",
    files: ["crds.yaml"],
    definitions: ["wheels.cars.example"],
  };

  it.each([
    ["GOPROXY", "off", "module lookup disabled by GOPROXY=off"],
    ["PATH", "", "there is no Go to download it with; install Go and put it on PATH"],
  ])("is named, with the reason (%s)", async (variable, value, reason) => {
    vi.stubEnv(variable, value);
    const lines: string[] = [];
    const missing = await installDefinitions((line) => lines.push(line), { cars: source });
    expect(missing).toEqual(["cars"]);
    expect(lines[1]).toContain("custom resources of cars stay in the offline cloud: ");
    expect(lines[1]).toContain(reason);
  });
});

const cached = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Bag;

function kindsOf(chart: string, definition: Bag): { chart: string; kind: string }[] {
  const versions = at(definition, "spec.versions");
  const [group, name] = ["spec.group", "spec.names.kind"].map((path) => at(definition, path));
  return (Array.isArray(versions) ? versions : []).filter(isBag).map((version) => ({
    chart,
    kind: `${String(group)}/${String(version["name"])} ${String(name)}`,
  }));
}

/** As `istio.io/v1 Gateway`, from the sources. */
function emittedKinds(folder: string): string[] {
  const pattern = /apiVersion: "([\w.-]+\.[\w.-]+\/\w+)",\s*kind: "(\w+)"/g;
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(pattern)])
    .map(([, apiVersion = "", kind = ""]) => `${apiVersion} ${kind}`);
}
