import type {
  AddressReport,
  ReportedNetwork,
  ReportedZone,
} from "@groundwork-iac/platform/internal/reports/address-report";
import * as echarts from "echarts";

/** The plan as a page that needs nothing else: a table and, for each tier, need against capacity. */
export function reportPage({ environments, horizonMonths }: AddressReport): string {
  const networks = Object.entries(environments).map(([name, network]) => section(name, network));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Address plan</title>
<style>
body { font: 15px system-ui, sans-serif; margin: 2rem; }
table { border-collapse: collapse; margin: 1rem 0; }
td, th { border: 1px solid #ccc; padding: 0.2rem 0.6rem; text-align: left; }
td.number { text-align: right; }
</style>
</head>
<body>
<h1>Address plan</h1>
<p>Addresses by tier and zone, and the need up to month ${horizonMonths}.</p>
${networks.join("\n")}
</body>
</html>
`;
}

function section(name: string, { region, cidrs, podCidrs, tiers }: ReportedNetwork): string {
  const rows = Object.entries(tiers).flatMap(([tier, zones]) =>
    Object.entries(zones).map(([zone, reported]) => row(tier, zone, reported)),
  );
  const charts = Object.entries(tiers).flatMap(([tier, zones]) => {
    const [zone] = Object.values(zones);
    return zone === undefined ? [] : [chart(`${name}: ${tier}, a zone`, zone)];
  });
  return `<h2>${name}, ${region}</h2>
<p>VPC ${[...cidrs, ...podCidrs].join(", ")}</p>
<table>
<tr><th>tier</th><th>zone</th><th>cidr</th><th>usable</th><th>today</th><th>at the horizon</th><th>runway, months</th></tr>
${rows.join("\n")}
</table>
${charts.join("\n")}`;
}

function row(tier: string, zone: string, reported: ReportedZone): string {
  const { cidr, usable, neededByMonth, runwayMonths } = reported;
  const numbers = [usable, neededByMonth[0], neededByMonth.at(-1), runwayMonths];
  const cells = numbers.map((number) => `<td class="number">${number ?? 0}</td>`).join("");
  return `<tr><td>${tier}</td><td>${zone}</td><td>${cidr.join(", ")}</td>${cells}</tr>`;
}

/** Addresses needed per month as one line, and the subnets' capacity as another. */
function chart(title: string, { neededByMonth, usable }: ReportedZone): string {
  const drawn = echarts.init(null, null, {
    renderer: "svg",
    ssr: true,
    width: 480,
    height: 260,
  });
  drawn.setOption({
    animation: false,
    title: { text: title, textStyle: { fontSize: 13 } },
    legend: { bottom: 0, data: ["needed", "usable"] },
    xAxis: { type: "category", name: "month", data: neededByMonth.map((_, month) => month) },
    yAxis: { type: "value" },
    series: [
      { name: "needed", type: "line", showSymbol: false, data: [...neededByMonth] },
      { name: "usable", type: "line", showSymbol: false, data: neededByMonth.map(() => usable) },
    ],
  });
  const svg = drawn.renderToSVGString();
  drawn.dispose();
  return svg;
}
