import type { Failure } from "../../check";
import type { Bag } from "../../store";
import { at, unknownValue } from "../../values";
import { type ChartFacts, chartFacts, factsOfChart } from "../charts";
import { judgedValues } from "../charts/judged-values";
import { unmetNeeds } from "../charts/needs";
import type { View } from "../kind-facts";

/** The facts of the chart of a release, if it is one of the platform's. */
export function factsOfRelease(inputs: Bag): ChartFacts | undefined {
  return factsOfChart(inputs["chart"], at(inputs, "repositoryOpts.repo"));
}

/** Every problem of a Helm release by the facts of its chart. */
export function judgeRelease(inputs: Bag, view: View): Failure[] {
  const { chart, version } = inputs;
  const repo = at(inputs, "repositoryOpts.repo");
  if ([chart, repo, version].includes(unknownValue) || chart === undefined) {
    return [];
  }
  const facts = factsOfChart(chart, repo);
  if (facts === undefined) {
    return view.bySdk ? [] : [{ property: "chart", reason: withoutFacts(chart, repo) }];
  }
  if (version !== facts.version) {
    const want = `want "${facts.version}", the version of ${facts.chart} with facts`;
    return version === undefined
      ? []
      : [{ property: "version", reason: `${want}, got ${JSON.stringify(version)}` }];
  }
  return [
    ...minorProblems(facts, view.kubernetes()),
    ...judgedValues(facts, inputs["values"], view.hides),
    ...unmetNeeds(facts, inputs, view),
  ];
}

function withoutFacts(chart: unknown, repo: unknown): string {
  const known = chartFacts.find((facts) => facts.chart === chart);
  return known === undefined
    ? `want a chart with facts (${chartFacts.map((facts) => facts.chart).join(", ")}), got ${JSON.stringify(chart)}`
    : `want ${known.chart} of ${known.repo}, got ${JSON.stringify(repo ?? "no repository")}`;
}

function minorProblems({ chart, version, kubernetes }: ChartFacts, minor?: string): Failure[] {
  const { from, to } = kubernetes;
  if (minor === undefined) {
    return [];
  }
  const fits =
    (from === undefined || minorOf(minor) >= minorOf(from)) &&
    (to === undefined || minorOf(minor) <= minorOf(to));
  const bounds = [from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(" ");
  const reason = `want a cluster of Kubernetes ${bounds} for ${chart} ${version}, got ${minor}`;
  return fits ? [] : [{ property: "chart", reason }];
}

function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}
