import { byRange, closeBefore, grouped, isTwin, type Nesting } from "./audit-nesting";
import { nameOf, type Placed, type Report } from "./audit-row";

/**
 * Tells of rows that share addresses and are cut from the same row, each pair once. Of rows in VPCs
 * that overlap, the VPCs are told.
 */
export function overlapping(
  placed: readonly Placed[],
  { parents, mistaken, contested }: Nesting,
  report: Report,
): void {
  const key = (row: Placed) => `${parents.get(row)?.index ?? ""}\n${row.domain}`;
  for (const rows of grouped(placed, key)) {
    const open: Placed[] = [];
    for (const row of rows.toSorted(byRange)) {
      closeBefore(open, row);
      const twin = open.find(({ block }) => block.prefix === row.block.prefix);
      const isFollower = (other: Placed) => contested.has(row) && contested.has(other);
      if (twin !== undefined) {
        // What else it overlaps, its twin does too.
        if (!isFollower(twin)) {
          report(...twins(row, twin));
        }
        continue;
      }
      for (const outer of open) {
        // Who says that it is cut from the other is told so already.
        const isTold = mistaken.get(row) === outer || mistaken.get(outer) === row;
        if (!isTold && !isFollower(outer)) {
          report(...overlap(row, outer));
        }
      }
      open.push(row);
    }
  }
}

function overlap(one: Placed, other: Placed): Parameters<Report> {
  const [earlier, later] = one.index < other.index ? [one, other] : [other, one];
  return [
    later,
    {
      rule: "overlap",
      column: "cidr",
      because: `it overlaps ${nameOf(earlier)}`,
      want: "addresses of its own",
      fix: "move one of them, or say which is cut from the other",
    },
  ];
}

function twins(row: Placed, first: Placed): Parameters<Report> {
  return isTwin(row, first)
    ? [
        row,
        {
          rule: "duplicate",
          column: "cidr",
          because: `${first.place} is the same row`,
          want: "each range in one row",
          fix: "remove one of them",
        },
      ]
    : overlap(row, first);
}
