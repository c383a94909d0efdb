/** A table as people keep it: its name, its text, and how each finding begins. */
export type TableCase = readonly [name: string, text: string, findings: readonly string[]];

const lines = (...rows: readonly string[]) => `${rows.join("\n")}\n`;

/** Tables of the tools that people keep addresses in, with their own headers. */
const ofTools: readonly TableCase[] = [
  [
    "NetBox's prefixes, with containers, links and IPv6",
    lines(
      "prefix,vrf,tenant,site,vlan_group,vlan_vid,status,role,is_pool,description",
      "10.0.0.0/8,,,,,,container,,false,all",
      "10.1.0.0/16,,,HQ,,,container,,false,HQ",
      "10.1.1.0/24,,,HQ,,10,active,Office LAN,false,users",
      "10.1.3.0/30,,,HQ,,20,active,Link,false,wan",
      "10.1.4.0/24,,,HQ,,20,reserved,Voice,false,later",
      "10.1.4.0/25,,,HQ,,20,active,Voice,false,phones",
      "2001:db8::/32,,,HQ,,20,active,Voice,false,v6",
    ),
    ["overlap: line 7, prefix: 10.1.4.0/25 (phones): it overlaps line 6 10.1.4.0/24 (later)"],
  ],
  [
    "one range in two of NetBox's VRFs",
    lines("prefix,vrf,status", "10.0.0.0/24,red,active", "10.0.0.0/24,blue,active"),
    [],
  ],
  [
    "phpIPAM's subnets, with the mask in a column",
    lines(
      "Section,Subnet,Mask,Description,VLAN,Domain,VRF",
      "Servers,10.10.0.0,24,web,10,default,",
      "Servers,10.10.1.0,24,db,11,default,",
      "Servers,10.10.1.128,25,db2,11,default,",
    ),
    ["overlap: line 4, Subnet: 10.10.1.128/25 (db2): it overlaps line 3 10.10.1.0/24 (db)"],
  ],
  [
    "Infoblox's networks, with headers again for each kind",
    lines(
      "header-networkcontainer,address*,netmask*,comment,EA-Network Name",
      "networkcontainer,192.168.0.0,16,top,corp",
      "",
      "header-network,address*,netmask*,comment,disabled,EA-Network Name",
      "network,192.168.0.0,255.255.255.128,Web tier,FALSE,web",
      "network,192.168.0.128,255.255.255.192,DB,FALSE,db",
      "network,192.168.0.160,255.255.255.224,DB,FALSE,db2",
    ),
    ["overlap: line 7, address*: 192.168.0.160/27 (db2): it overlaps line 6 192.168.0.128/26 (db)"],
  ],
  [
    "AWS's console, where available is the state of what is used",
    lines(
      "Name,Subnet ID,State,VPC,IPv4 CIDR,Available IPv4 addresses,Availability Zone",
      "private-a,subnet-1,Available,vpc-1 | prod,10.0.0.0/20,4000,eu-west-1a",
      "private-b,subnet-2,Available,vpc-1 | prod,10.0.8.0/21,2000,eu-west-1b",
    ),
    ["overlap: line 3, IPv4 CIDR: 10.0.8.0/21 (private-b): it overlaps line 2 10.0.0.0/20"],
  ],
  [
    "Azure's subnets, of which the column Subnet has names",
    lines("Subnet,Address Prefix,VNet", "app,10.0.0.0/24,v", "db,10.0.0.128/25,v"),
    ["overlap: line 3, Address Prefix: 10.0.0.128/25 (db): it overlaps line 2 10.0.0.0/24 (app)"],
  ],
  [
    "Google's subnets",
    lines("Name,Region,VPC network,Primary IPv4 range", "a,eu,n,10.0.0.0/20", "b,eu,n,10.0.8.0/21"),
    ["overlap: line 3, Primary IPv4 range: 10.0.8.0/21 (b)"],
  ],
  [
    "SolarWinds' subnets, of which the column CIDR has prefixes",
    lines(
      "Display Name,Address,CIDR,Mask,Type,Status",
      "web,10.0.0.0,24,255.255.255.0,Subnet,Up",
      "db,10.0.0.128,25,255.255.255.128,Subnet,Up",
    ),
    ["overlap: line 3, Address: 10.0.0.128/25 (db)"],
  ],
  [
    "first and last addresses in two columns",
    lines(
      "From;To;Title",
      "10.0.0.0;10.0.0.255;a",
      "10.0.0.128;10.0.0.255;b",
      "10.0.1.0;10.0.1.99;c",
    ),
    [
      "overlap: line 3, From: 10.0.0.128/25 (b)",
      "malformed: line 4, From: 10.0.1.0 - 10.0.1.99 (c): it is no single network",
    ],
  ],
  [
    "a VPC of each environment, which has no other name",
    lines("Environment,VPC CIDR", "dev,10.0.0.0/16", "prod,10.0.0.0/16"),
    ["overlap: line 3, VPC CIDR: 10.0.0.0/16 (prod): it overlaps line 2 10.0.0.0/16 (dev)"],
  ],
  ["numbers of addresses alone", lines("Tier,Zones,Addresses", "app,3,256", "db,3,250"), []],
  [
    "a table in Markdown",
    lines("| Name | CIDR |", "|:-----|------|", "| a | 10.0.0.0/24 |", "| b | 10.0.0.0/25 |"),
    ["overlap: line 4, CIDR: 10.0.0.0/25 (b): it overlaps line 3 10.0.0.0/24 (a)"],
  ],
];

/** Forms of a file: delimiters, quotes, headers, titles. */
const ofForms: readonly TableCase[] = [
  ["tabs and line ends of Windows", "CIDR\tName\r\n10.0.0.0/24\ta\r\n", []],
  ["semicolons", lines("Name;CIDR", "a;10.0.0.0/24", "b;10.0.0.0/25"), ["overlap: line 3, CIDR: "]],
  ["bars", lines("Name|CIDR", "a|10.0.0.0/24", "b|10.0.0.0/25"), ["overlap: line 3, CIDR: "]],
  ["line ends of old Macs", "Name,CIDR\ra,10.0.0.0/24\rb,10.0.0.0/25", ["overlap: line 3, CIDR: "]],
  [
    "a mark of the byte order",
    `\uFEFF${lines("CIDR,Name", "ten,a")}`,
    ["malformed: line 2, CIDR: "],
  ],
  [
    "Excel's line of its delimiter",
    lines("sep=;", "CIDR;Name", "ten;a"),
    ["malformed: line 3, CIDR: "],
  ],
  [
    "comments and blank lines, which count",
    lines("# ours, of 2026", "", "CIDR,Name", "# it's \"old", "// x", "", "ten,a"),
    ["malformed: line 7, CIDR: ten (a): "],
  ],
  [
    "cells of several lines, which count",
    lines("CIDR,Name", '10.0.0.0/24,"a', "b", 'c"', "ten,d"),
    ["malformed: line 5, CIDR: ten (d): "],
  ],
  [
    "a delimiter in quotes",
    lines("CIDR,Name", 'ten,"a, b"'),
    ["malformed: line 2, CIDR: ten (a, b)"],
  ],
  [
    "quotes in quotes",
    lines("CIDR,Name", 'ten,"a ""b"""'),
    ['malformed: line 2, CIDR: ten (a "b")'],
  ],
  [
    "titles, a column of numbers, headings and a total",
    lines(
      "ACME plan,,",
      "of May,,",
      ",,",
      "#,CIDR,Name",
      "1,10.0.0.0/24,a",
      "Production,,",
      "2,10.0.0.0/25,c",
      "Total,,384",
    ),
    ["overlap: line 7, CIDR: 10.0.0.0/25 (c): it overlaps line 5 10.0.0.0/24 (a)"],
  ],
  [
    "headers that stand there again",
    lines("CIDR,Name", "10.0.0.0/24,a", "CIDR,Name", "ten,b"),
    ["malformed: line 4, CIDR: ten (b)"],
  ],
  ["one column", lines("CIDR", "10.0.0.0/24", "ten"), ["malformed: line 3, CIDR: ten (no name)"]],
  [
    "headers in other words, case and order",
    lines("  tier ;IPv4 CIDR Block;Subnet Name;Availability-Zone;# IPs", "x;10.0.0.0/24;a;b;255"),
    [
      "count: line 2, # IPs: 10.0.0.0/24 (a): it states 255 addresses; a /24 has 256, of which AWS leaves 251",
    ],
  ],
  [
    "German headers and numbers",
    lines(
      "Netz;Bezeichnung;Anzahl IPs;Bedarf",
      "10.0.0.0/16;Werk;65.536;1.000",
      "10.1.0.0/16;Lager;65.536,00;1,5",
    ),
    [
      'malformed: line 3, Bedarf: 10.1.0.0/16 (Lager): want a whole number of addresses such as 4096, got "1,5"',
    ],
  ],
  [
    "a number with the delimiter in it",
    lines("CIDR,Name,Addresses", "10.0.0.0/20,a,4,096", '10.0.0.0/21,b,"2,048"'),
    [
      'malformed: line 2, beyond the headers: 10.0.0.0/20 (a): want no cell to the right of the last header, got "096"',
    ],
  ],
  ["rows that end early", lines("CIDR,Name,Tier", "10.0.0.0/24", "10.0.1.0/24,b"), []],
  [
    "names of an object's own keys",
    lines(
      "CIDR,Name,__proto__,Tier",
      "10.0.0.0/24,__proto__,x,constructor",
      "10.0.0.0/25,toString,x,__proto__",
    ),
    ["overlap: line 3, CIDR: 10.0.0.0/25 (toString): it overlaps line 2 10.0.0.0/24 (__proto__)"],
  ],
  [
    "characters that nobody sees",
    lines(
      "CIDR,Name,AZ",
      "10.0.0.0/24,a\u001B[31mb,",
      "10.0.\u202E1.0/24,b,",
      "10.0.2.0/24,c,a\u200B",
    ),
    [
      'malformed: line 2, Name: 10.0.0.0/24 (a\\u001b[31mb): want text without control characters and marks of direction, got "a\\u001b[31mb"',
      "malformed: line 3, CIDR: 10.0.\\u202e1.0/24 (b): want an IPv4 network",
      'malformed: line 4, AZ: 10.0.2.0/24 (c): want text without control characters and marks of direction, got "a\\u200b"',
    ],
  ],
];

const form = (cell: string, finding: string): TableCase => [
  `the range ${cell}`,
  lines("CIDR;Name", `${cell};x`),
  finding === "" ? [] : [`malformed: line 2, CIDR: ${cell} (x): ${finding}`],
];

/** Ranges as hands and spreadsheets leave them. */
const ofRanges: readonly TableCase[] = [
  form("10.0.0.0/16", ""),
  form(" 10.0.0.0 / 16 ", ""),
  form("\u00A010.0.0.0/16", ""),
  form("'10.0.0.0/16", ""),
  form("１０.0.0.0/16", ""),
  form("10.0.0.0/255.255.0.0", ""),
  form("10.0.0.0 255.255.0.0", ""),
  form("10.0.0.0 - 10.0.0.255", ""),
  form("10.0.0.0–10.0.3.255", ""),
  form("10.0.0.0-10.0.0.100", "it is no single network; want an IPv4 network"),
  form("10.0.0.128-10.0.1.127", "it is no single network"),
  form(
    "10.0.0.0/24, 10.0.1.0/24",
    "it is more than one range; want an IPv4 network such as 10.0.0.0/16; write a row for each",
  ),
  form(
    "10.00.2000",
    "a spreadsheet has made a date of it; want an IPv4 network such as 10.0.0.0/16; format the column as text",
  ),
  form("01.10.2016", "a spreadsheet has made a date of it"),
  form("2016-10-01", "a spreadsheet has made a date of it"),
  form("10. Jan", "a spreadsheet has made a date of it"),
  form("Jan 10", "a spreadsheet has made a date of it"),
  form("192168100", "a spreadsheet has made a number of it"),
  form("10.000.000", "a spreadsheet has made a number of it"),
  form("1,00E+07", "a spreadsheet has made a number of it"),
  form(
    "#REF!",
    "it is an error of the spreadsheet; want an IPv4 network such as 10.0.0.0/16; mend its formula",
  ),
  form("#BEZUG!", "it is an error of the spreadsheet"),
  form("=A1", "it is a formula"),
  form("10,0,0,0/16", "it has commas where dots belong; want 10.0.0.0/16"),
  form(
    "010.000.000.000/16",
    "it has a leading zero, which some programs read as octal; want 10.0.0.0/16",
  ),
  form("10.0.24.0/20", "it has bits behind its prefix; the network is 10.0.16.0/20"),
  form("10.0.0.x/24", "it has a placeholder"),
  form("10.0.0.0", "want an IPv4 network such as 10.0.0.0/16; add its prefix, such as /24"),
  form("10.0.0.0/", "want an IPv4 network"),
  form("10.0.0.0/161", "want an IPv4 network"),
  form("10.0.0.0/-1", "want an IPv4 network"),
  form("__proto__", "want an IPv4 network"),
];

export const tableCases: readonly TableCase[] = [...ofTools, ...ofForms, ...ofRanges];
