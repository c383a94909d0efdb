import type { Check } from "./suite";

/** The checks as JUnit's XML, for CI; https://github.com/testmoapp/junitxml */
export function junit(checks: readonly Check[]): string {
  const failed = checks.filter(({ passed }) => !passed).length;
  const cases = checks.map((check) => {
    const name = escape(`${check.action}: ${check.target}: ${check.expected}`);
    const open = `    <testcase classname="${escape(check.subject)}" name="${name}"`;
    return check.passed
      ? `${open}/>`
      : `${open}><failure message="${escape(checkLine(check))}"/></testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite name="tenancy" tests="${checks.length}" failures="${failed}">`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

/** The checks as Markdown: how many passed by system, and each that did not. */
export function markdown(checks: readonly Check[]): string {
  const systems = [...new Set(checks.map(({ system }) => system))];
  const row = (system: string) => {
    const own = checks.filter((check) => check.system === system);
    const refused = own.filter(({ expected }) => expected === "refused").length;
    const passed = own.filter((check) => check.passed).length;
    return `| ${system} | ${own.length} | ${refused} | ${passed} |`;
  };
  const failed = checks.filter(({ passed }) => !passed);
  return [
    "## Tenancy, tried on real servers",
    "",
    "| system | checks | of them refusals | passed |",
    "| --- | --- | --- | --- |",
    ...systems.map(row),
    "",
    ...failed.map((check) => `- ${checkLine(check)}`),
    "",
  ].join("\n");
}

/** The outcome of a check, in one line that names team, persona and resource. */
export function checkLine({ subject, action, target, expected, actual, call }: Check): string {
  return `${subject}: ${action}: ${target}: want it ${expected}, got ${actual} (${call})`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const escape = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
