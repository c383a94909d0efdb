import type { TableCase } from "./address-audit-tables";

const lines = (...rows: readonly string[]) => `${rows.join("\n")}\n`;

/** Faults that the audit passed over before. */
export const oldCases: readonly TableCase[] = [
  [
    "the faults of a plan that was passed over once",
    lines(
      "CIDR,Name,Type,Parent",
      "172.17.0.0/16,dev,vpc,",
      "172.32.0.0/16,lab,vpc,",
      "10.1.0.0/24,x,subnet,10.9.0.0/16",
      "10.0.0.0/16,prod,vpc,",
      "10.0.0.0/24,prod a,subnet,",
      "10.020.0.0/16,y,vpc,",
    ),
    [
      "unusable: line 2, CIDR: 172.17.0.0/16 (dev): services of AWS use 172.17.0.0/16 inside",
      "unusable: line 3, CIDR: 172.32.0.0/16 (lab): it is public address space",
      "outside: line 4, Parent: 10.1.0.0/24 (x): it is cut from 10.9.0.0/16, which no row has",
      "malformed: line 7, CIDR: 10.020.0.0/16 (y): it has a leading zero, which some programs read as octal; want 10.20.0.0/16",
    ],
  ],
  [
    "ranges that no VPC can have, in rows that nobody calls VPCs",
    lines(
      "CIDR,Name",
      "172.17.0.0/16,dev",
      "172.17.0.0/24,dev public a",
      "172.32.0.0/16,lab",
      "203.0.113.0/24,ISP uplink",
    ),
    ["unusable: line 2, CIDR: 172.17.0.0/16 (dev)", "unusable: line 4, CIDR: 172.32.0.0/16 (lab)"],
  ],
];

/** Files that are no table of addresses, with the problem that each has. */
export const refusedTables: readonly (readonly [name: string, text: string, problem: string])[] = [
  ["nothing", "", "(file): want a table with headers, such as CIDR and Name, got nothing"],
  ["blank lines", " \n\n", "(file): want a table with headers, such as CIDR and Name, got nothing"],
  ["headers alone", "CIDR,Name\n", "line 1: want a row below the headers, got headers alone"],
  [
    "no headers",
    "10.0.0.0/24,a\n",
    'line 1: want a line of headers, one of them CIDR, Range, Network or Size, got "10.0.0.0/24,a"; write headers above the rows, such as CIDR,Name',
  ],
  [
    "no column of ranges",
    "Name,Owner\na,b\n",
    'line 1: want a line of headers, one of them CIDR, Range, Network or Size, got "Name,Owner"',
  ],
  [
    "a quote that stays open",
    'CIDR,Name\n10.0.0.0/24,a\n10.0.1.0/24,"b\n',
    "line 3: want a closing quote, got a quote that nothing closes",
  ],
  [
    "one header twice",
    "CIDR,Name,CIDR\n10.0.0.0/24,a,x\n",
    'line 1: want one column "CIDR", got two; rename or remove one',
  ],
  [
    "a misspelt header",
    "CIDR,Name,Nedded\n10.0.0.0/24,a,5\n",
    'line 1: want a header that is known, or another one, got "Nedded"; did you mean "needed"?',
  ],
  [
    "two letters of a header swapped",
    "CIDR,Name,Teir\n10.0.0.0/24,a,5\n",
    'got "Teir"; did you mean "tier"?',
  ],
  [
    "a column of ranges for each tier",
    "VPC CIDR,Public Subnets,Private Subnets\n10.0.0.0/16,10.0.0.0/24,10.0.1.0/24\n",
    'line 1: want ranges in one column, got ranges in "Public Subnets", "Private Subnets", too; write a row for each range',
  ],
];
