import { distance } from "fastest-levenshtein";

/** What a column of a table can hold. */
export type Field =
  | "cidr"
  | "mask"
  | "first"
  | "last"
  | "purpose"
  | "description"
  | "kind"
  | "within"
  | "vpc"
  | "domain"
  | "tier"
  | "role"
  | "zone"
  | "zones"
  | "status"
  | "inUse"
  | "size"
  | "addresses"
  | "needed"
  | "growth"
  | "yearlyGrowth";

/** The headers of each field, letters and digits alone; of several columns the first name counts. */
const headers: readonly (readonly [Field, string])[] = [
  [
    "cidr",
    `cidr cidrblock ipv4cidr ipv4cidrblock cidripv4 cidrrange cidrnotation ipcidr subnetcidr subnetcidrblock
    networkcidr iprange ipv4range addressrange ipaddressrange range ranges ipv4prefix ipprefix prefix ipv4subnet
    ipsubnet subnetaddress subnetrange subnet ipv4network ipnetwork networkaddress networkrange network ipblock
    addressblock addressspace ipspace block ipaddress ipv4address address ip ipbereich adressbereich netzadresse
    netzwerkadresse netzwerk netz subnetz vpccidr vpccidrblock vpcrange`,
  ],
  [
    "mask",
    "mask netmask subnetmask networkmask prefixlength prefixlen masklength maskbits cidrmask bits netzmaske maske subnetzmaske prefix",
  ],
  ["first", "first firstip firstaddress start startip startaddress from fromip fromaddress von"],
  ["last", "last lastip lastaddress end endip endaddress to toip toaddress bis"],
  [
    "purpose",
    `name subnetname networkname rangename purpose usage use usedfor label title eanetworkname displayname
    bezeichnung zweck verwendung netzname description details comment comments beschreibung kommentar subnet network
    vpcname environment env stage account accountname site`,
  ],
  [
    "description",
    "description details comment comments purpose usage use usedfor beschreibung kommentar notes note remarks",
  ],
  [
    "kind",
    "kind type headernetworkcontainer headernetwork objecttype rangetype networktype resource resourcetype typ art",
  ],
  [
    "within",
    "within parent parentcidr parentprefix parentrange parentblock parentnetwork parentsubnet supernet mastersubnet cutfrom partof container aggregate vpccidr vpccidrblock vpcrange",
  ],
  ["vpc", "vpc vpcname vpcid vnet virtualnetwork"],
  ["domain", "routingdomain vrf vrfname routedistinguisher rd networkview domain"],
  ["tier", "tier tiername subnettier networktier subnettype layer ebene schicht"],
  ["role", "role prefixrole rolle"],
  [
    "zone",
    "zone az azname azid availabilityzone availabilityzoneid availzone avzone verfügbarkeitszone",
  ],
  [
    "zones",
    "zones azs availabilityzones zonecount azcount numberofzones numberofazs noofzones noofazs numzones numazs #zones #azs #ofzones #ofazs zonen anzahlzonen",
  ],
  ["status", "status state allocation allocationstatus assignment usagestatus zustand belegung"],
  ["inUse", "inuse used isused allocated assigned occupied belegt benutzt vergeben"],
  [
    "size",
    "size sizeeach sizepersubnet sizeperaz sizeperzone subnetsize networksize blocksize prefixsize cidrsize plannedsize requestedsize größe",
  ],
  [
    "addresses",
    `addresses totaladdresses ipv4addresses totalips ips ipcount #ips #ofips numberofips numberofaddresses
    addresscount hosts totalhosts maxhosts hostcount #hosts #ofhosts numberofhosts usable usableips usableaddresses
    usablehosts capacity adressen anzahladressen anzahlips`,
  ],
  [
    "needed",
    `needed need needs required demand neededips neededaddresses ipsneeded addressesneeded hostsneeded requiredips
    requiredaddresses requiredhosts ipsrequired addressesrequired hostsrequired currentneed usedips ipsused
    usedaddresses addressesused ipsinuse addressesinuse currentips currentusage used benötigt bedarf`,
  ],
  [
    "growth",
    "growth growth% growthpercent growthrate monthlygrowth monthlygrowth% growthmonthly growthpermonth growth%permonth growth%month growthpercentpermonth growthmonth wachstum wachstumpromonat",
  ],
  [
    "yearlyGrowth",
    "yearlygrowth yearlygrowth% annualgrowth annualgrowth% growthperyear growth%peryear growthyear growth%year growthyearly growthperannum growthpa wachstumprojahr",
  ],
].map(([field, names]) => [field as Field, names ?? ""]);

const known = new Map<string, Field[]>();
const ranked = new Map<string, number>();
for (const [field, names] of headers) {
  names.split(/\s+/).forEach((name, rank) => {
    known.set(name, [...(known.get(name) ?? []), field]);
    ranked.set(`${field}\n${name}`, rank);
  });
}

/** Headers that people have and no check needs, though one is nearly called so. */
const beside = new Set(
  "site vlan vlanid vid gateway owner region account accountid environment env stage tags tag id contact location section tenant date ticket team service vpcs subnets users user time rack node nodes rank title code nr no #".split(
    " ",
  ),
);

/** A column of a table: its header as written, and what it may hold. */
export interface Column {
  readonly at: number;
  readonly header: string;
  readonly fields: readonly Field[];
}

const bare = (header: string): string =>
  header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%#]/gu, "");

/** The columns of a row of headers. */
export function columnsOf(cells: readonly string[]): Column[] {
  return cells.map((header, at) => {
    const outside = header.replace(/\([^)]*\)|\[[^\]]*\]/g, "");
    const fields = [header, outside].map((text) => known.get(bare(text))).find(Boolean);
    return { at, header: header.trim(), fields: fields ?? fieldsLike(bare(outside)) };
  });
}

/** A header of somebody's own, such as Allocation CIDR: its cells decide. */
const fieldsLike = (name: string): readonly Field[] =>
  /cidr|(prefix|range)$/.test(name) ? ["cidr"] : [];

/** The rank of a column among those that may hold a field; lower is better. */
export function rankOf({ header }: Column, field: Field): number {
  const outside = header.replace(/\([^)]*\)|\[[^\]]*\]/g, "");
  const ranks = [header, outside].map((text) => ranked.get(`${field}\n${bare(text)}`));
  return ranks.find((rank) => rank !== undefined) ?? Infinity;
}

/** The header that a column of no field is nearly called, if its field has no column. */
export function nearHeader(
  { header }: Column,
  isTaken: (field: Field) => boolean,
): string | undefined {
  const name = bare(header);
  if (name.length < 4 || beside.has(name)) {
    return undefined;
  }
  return [...known].find(
    ([other, fields]) =>
      other.length >= 4 && isNear(name, other) && !fields.some((field) => isTaken(field)),
  )?.[0];
}

/** Whether two names differ by a letter, or by two that are swapped. */
function isNear(one: string, other: string): boolean {
  const sorted = (text: string) => [...text].sort().join("");
  const apart = distance(one, other);
  return apart === 1 || (apart === 2 && sorted(one) === sorted(other));
}
