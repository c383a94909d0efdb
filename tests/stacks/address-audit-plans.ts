import type { TableCase } from "./address-audit-tables";

const lines = (...rows: readonly string[]) => `${rows.join("\n")}\n`;
const vpc = "prod,VPC,,10.0.0.0/16,,,,";
/** A table with the columns of most plans. */
const plan = (...rows: readonly string[]) =>
  lines("Name,Tier,AZ,CIDR,Size,Needed,Growth % per month,Status", ...rows);

/** Plans by what their rows say: tiers, zones, sizes, what is free and reserved, and what needs outgrow. */
export const planCases: readonly TableCase[] = [
  [
    "a sound plan with rows of a tier in each zone, free and reserved ones",
    plan(
      vpc,
      "private-a,private,a,10.0.0.0/20,/20,900,2,used",
      "private-b,private,b,10.0.16.0/20,4096,900,2,in use",
      "public-a,public,a,10.0.48.0/24,,,,",
      "public-b,public,b,10.0.49.0/24,,,,",
      "next,,,10.0.64.0/18,,,,free",
      "later,,,10.0.128.0/17,,,,reserved",
    ),
    [],
  ],
  [
    "names alone, with the VPC above its subnets",
    lines(
      "Name,CIDR",
      "prod-vpc,10.0.0.0/16",
      "prod-public-a,10.0.0.0/24",
      "prod-private-b,10.0.1.0/24",
    ),
    [],
  ],
  [
    "a network above its parts, of which no column says it",
    lines(
      "Network,Description",
      "10.1.0.0/16,HQ",
      "10.1.1.0/24,LAN",
      "10.1.2.0/24,WiFi",
      "10.1.2.128/25,guests",
    ),
    ["overlap: line 5, Network: 10.1.2.128/25 (guests): it overlaps line 4 10.1.2.0/24 (WiFi)"],
  ],
  [
    "VPCs in the range of an office, each told once",
    lines(
      "CIDR,Name",
      "10.0.0.0/8,on-prem",
      "10.20.0.0/16,prod vpc",
      "10.20.0.0/24,prod public a",
      "10.21.0.0/16,dev vpc",
    ),
    [
      "overlap: line 3, CIDR: 10.20.0.0/16 (prod vpc)",
      "overlap: line 5, CIDR: 10.21.0.0/16 (dev vpc)",
    ],
  ],
  [
    "a tier's row above the rows of its zones",
    plan(
      vpc,
      "private,private,,10.0.0.0/18,,,,",
      "private-a,private,a,10.0.0.0/20,,,,",
      "private-b,private,b,10.0.8.0/21,,,,",
    ),
    ["overlap: line 5, CIDR: 10.0.8.0/21 (private-b): it overlaps line 4 10.0.0.0/20 (private-a)"],
  ],
  [
    "two VPCs in one range, told without their subnets",
    lines(
      "Name,VPC,CIDR,Tier",
      "p,p,10.0.0.0/16,VPC",
      "pa,p,10.0.0.0/24,app",
      "d,d,10.0.0.0/16,VPC",
      "da,d,10.0.0.0/24,app",
    ),
    ["overlap: line 4, CIDR: 10.0.0.0/16 (d): it overlaps line 2 10.0.0.0/16 (p)"],
  ],
  [
    "a subnet outside the VPC that it names",
    lines(
      "Name,VPC,CIDR,Tier",
      "p,p,10.0.0.0/16,VPC",
      "a,p,10.0.0.0/24,app",
      "b,p,10.1.0.0/24,app",
    ),
    ["outside: line 4, VPC: 10.1.0.0/24 (b): it is not inside 10.0.0.0/16, which it is cut from"],
  ],
  [
    "a VPC whose subnets all lie elsewhere",
    lines(
      "Name,VPC,CIDR,Tier",
      "p,p,10.9.0.0/16,VPC",
      "a,p,10.0.0.0/24,app",
      "b,p,10.0.1.0/24,app",
    ),
    ["outside: line 2, CIDR: 10.9.0.0/16 (p): it holds none of the 2 rows that are cut from it"],
  ],
  [
    "a VPC with two ranges",
    lines(
      "Name,VPC,CIDR,Tier",
      "p,p,10.0.0.0/16,VPC",
      "p,p,100.64.0.0/16,VPC",
      "a,p,10.0.0.0/24,app",
      "b,p,100.64.0.0/18,pods",
    ),
    [],
  ],
  [
    "the VPC's range in a column of each row",
    lines(
      "VPC CIDR,Subnet CIDR,Subnet Name,AZ",
      "10.0.0.0/16,10.0.0.0/24,a,1a",
      "10.0.0.0/16,10.1.0.0/24,b,1b",
    ),
    ["outside: line 3, VPC CIDR: 10.1.0.0/24 (b): it is not inside 10.0.0.0/16"],
  ],
  [
    "the same row twice, and the same range with two names",
    lines("CIDR,Name", "10.0.0.0/24,a", "10.0.0.0/24,a", "10.0.0.0/24,b"),
    [
      "duplicate: line 3, CIDR: 10.0.0.0/24 (a): line 2 is the same row",
      "overlap: line 4, CIDR: 10.0.0.0/24 (b)",
    ],
  ],
  [
    "a malformed VPC with what is cut from it",
    lines(
      "CIDR,Name,Parent",
      "10.0.0.0/161,vpc,",
      "10.0.0.0/24,a,10.0.0.0/161",
      "10.0.1.0/24,b,vpc",
    ),
    ["malformed: line 2, CIDR: 10.0.0.0/161 (vpc)"],
  ],
  [
    "a VPC of a row that is too wide, with what is cut from it",
    lines("CIDR,Name,Parent", "10.0.0.0/16,vpc,,1,000", "10.0.0.0/24,a,10.0.0.0/16"),
    ["malformed: line 2, beyond the headers: 10.0.0.0/16 (vpc)"],
  ],
  [
    "zones as a number, with the size of each",
    lines(
      "Name,Tier,Zones,CIDR,Size",
      "p,VPC,3,10.0.0.0/16,",
      "a,app,3,10.0.0.0/18,/20 each",
      "b,db,3,10.0.64.0/24,/24 each",
    ),
    ["size: line 4, Size: 10.0.64.0/24 (b): 3 zones of /24 take a /22; the range is a /24"],
  ],
  [
    "zones as words, lists and numbers that are none",
    lines(
      "Tier,CIDR,Zones",
      "VPC,10.0.0.0/16,",
      "a,10.0.0.0/18,three",
      'b,10.0.64.0/24,"a, b, c"',
      "c,10.0.65.0/24,0",
      "d,10.0.66.0/24,1.5",
    ),
    [
      'malformed: line 5, Zones: 10.0.65.0/24 (c): want 1 to 6 zones, got "0"',
      "malformed: line 6, Zones: ",
    ],
  ],
  [
    "a number in the column of one zone, which counts zones",
    plan(vpc, "db,db,3,10.0.4.0/22,,900,,"),
    ["runway: line 3, Needed: 10.0.4.0/22 (db): it holds 753 and needs 900 in month 0 of 24"],
  ],
  [
    "numbers that name zones, as they tell rows of a tier apart",
    plan(
      vpc,
      "a1,app,1,10.0.0.0/24,,200,,",
      "a2,app,2,10.0.1.0/24,,200,,",
      "d,db,3,10.0.4.0/22,,900,,",
    ),
    [],
  ],
  [
    "sizes without ranges, cut from the VPC",
    plan(vpc, "a,app,3,,/18 each,,,", "r,,,10.0.192.0/19,,,,reserved", "b,db,3,,/20 each,,,"),
    [
      "room: line 5, Size: /20 each (b): it takes 3 times a /20 of line 2 10.0.0.0/16 (prod), where 2 are left",
    ],
  ],
  [
    "sizes without ranges, of a VPC that has none either",
    lines("Name,Tier,Zones,Size", "v,VPC,,/16", "a,app,3,/18 each", "b,db,,16384", "c,x,,100"),
    ["room: line 5, Size: 100 (c): it takes a /25 of line 2 /16 (v), where none is left"],
  ],
  [
    "a number of subnets in the size",
    lines("Name,Tier,Size", "v,VPC,/16", "a,app,3 x /18", "b,db,2x/18"),
    ["room: line 4, Size: "],
  ],
  [
    "the size of a network in its own column",
    lines("Network,Size,Name", "10.0.0.0,/24,a", "10.0.0.128,/25,b"),
    ["overlap: line 3"],
  ],
  [
    "a row that grows into a free one, and not into a reserved one",
    plan(
      vpc,
      "a,app,a,10.0.0.0/24,,200,5,",
      "b,app,b,10.0.1.0/24,,200,5,",
      "f,app,a,10.0.4.0/22,,,,free",
      "r,app,b,10.0.8.0/22,,,,reserved",
    ),
    [
      "runway: line 4, Needed: 10.0.1.0/24 (b): it holds 251 and needs 256 in month 5 of 24; a /22 would last",
    ],
  ],
  [
    "a free row by its name, and one by a column of yes and no",
    lines(
      "CIDR,Name,In use",
      "10.0.0.0/16,vpc,yes",
      "10.0.0.0/24,x-a,yes",
      "10.0.0.0/25,y-a,no",
      "10.0.2.0/24,spare,",
      "10.0.2.0/25,free-tier-app,yes",
    ),
    [
      "overlap: line 4, CIDR: 10.0.0.0/25 (y-a)",
      "overlap: line 6, CIDR: 10.0.2.0/25 (free-tier-app)",
    ],
  ],
  [
    "a status that is nearly one",
    lines("CIDR,Name,Status", "10.0.0.0/24,a,frree", "10.0.1.0/24,b,live"),
    [
      'malformed: line 2, Status: 10.0.0.0/24 (a): want free, reserved, or what is used, got "frree"; did you mean "free"?',
    ],
  ],
  [
    "growth by the year",
    lines("CIDR,Name,Needed,Growth per year", "10.0.0.0/24,a,200,12%", "10.0.1.0/24,b,200,100 %"),
    ["runway: line 3, Needed: 10.0.1.0/24 (b): it holds 256 and needs 267 in month 5 of 24"],
  ],
  [
    "a need beyond all addresses",
    lines(
      "CIDR,Name,Needed,Growth",
      "10.0.0.0/24,a,4000000000,1000",
      "10.0.1.0/24,b,99999999999,0",
    ),
    [
      "runway: line 2, Needed: 10.0.0.0/24 (a): it holds 256 and needs 4000000000 in month 0 of 24; no range would last",
      "malformed: line 3, Needed: ",
    ],
  ],
  [
    "hosts without network and broadcast address, which are right outside of AWS",
    lines(
      "Network,Name,Hosts",
      "192.168.0.0/24,LAN,254",
      "192.168.1.0/24,WiFi,250",
      // As AWS leaves them.
      "192.168.2.0/24,app,251",
    ),
    ["count: line 3, Hosts: 192.168.1.0/24 (WiFi): it states 250 addresses; a /24 has 256"],
  ],
  [
    "numbers that a spreadsheet has spoilt",
    lines(
      "CIDR,Name,Addresses",
      "10.0.0.0/16,a,6.55E+04",
      "10.1.0.0/16,b,#N/A",
      "10.2.0.0/16,c,65’536",
      "10.3.0.0/16,d,n/a",
    ),
    [
      "malformed: line 2, Addresses: 10.0.0.0/16 (a): ",
      "malformed: line 3, Addresses: 10.1.0.0/16 (b): ",
    ],
  ],
  [
    "a mask that is none",
    lines("Network,Netmask,Name", "10.0.0.0,255.0.255.0,a"),
    ["malformed: line 2, Netmask: 10.0.0.0 (a): want a mask"],
  ],
  [
    "a row without a kind in a VPC, which is a subnet",
    lines("CIDR,Name", "10.0.0.0/16,vpc", "10.0.0.0/29,queue"),
    ["size: line 3, CIDR: 10.0.0.0/29 (queue): AWS takes a subnet from /16 to /28"],
  ],
];
