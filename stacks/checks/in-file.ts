/** A planner's problem in the words of the organisation's files. */
export function inFile(problem: string): string {
  const [, name = "", rest = ""] = /^environments\.([^.:]+)[.:] ?(.*)$/s.exec(problem) ?? [];
  if (name !== "") {
    const path = /^(zones|region|subnets|cidr)\b/.test(rest) ? rest : `demand.${rest}`;
    return /^[\w.-]+(\[\d+\])?: want/.test(rest)
      ? `environments/${name}.yaml: network.${path}`
      : `environments/${name}.yaml: network: ${rest}`;
  }
  return problem.startsWith("ledger")
    ? `addresses.json: ${problem.slice("ledger".length).replace(/^:? /, "")}`
    : `organization.yaml: addresses.${problem}`;
}
