import { areAlike } from "../../components/lib/architecture";
import { distinct, textOf } from "./fields";

/**
 * Families that the installed SDK has, on the Nitro System, as each node's pods need prefixes; EKS has
 * no nodes of mac;
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html
 */
export const families: readonly string[] = [
  "a1 c5 c5a c5ad c5d c5n c6a c6g c6gd c6gn c6i c6id c6in c7a c7g c7gd c7gn c7i c7i-flex c8a",
  "c8g c8gb c8gd c8gn c8i c8i-flex c8ib c8id c8in c8ine c9g c9gd d3 d3en dl1 dl2q f2 g4ad",
  "g4dn g5 g5g g6 g6e g6f g7 g7e gr6 gr6f hpc6a hpc6id hpc7a hpc7g hpc8a i3en i4g i4i i7i",
  "i7ie i8g i8ge im4gn inf1 inf2 is4gen m5 m5a m5ad m5d m5dn m5n m5zn m6a m6g m6gd m6i m6id",
  "m6idn m6in m7a m7g m7gd m7i m7i-flex m8a m8azn m8g m8gb m8gd m8gn m8i m8i-flex m8ib m8id",
  "m8idb m8idn m8in m8ine m9g m9gd p3dn p4d p4de p5 p5e p5en p6-b200 p6-b300 p6e-gb200 r5 r5a",
  "r5ad r5b r5d r5dn r5n r6a r6g r6gd r6i r6id r6idn r6in r7a r7g r7gd r7i r7iz r8a r8g r8gb",
  "r8gd r8gn r8i r8i-flex r8ib r8id r8idb r8idn r8in t3 t3a t4g trn1 trn1n trn2 u-12tb1",
  "u-18tb1 u-24tb1 u-3tb1 u-6tb1 u-9tb1 u7i-12tb u7i-6tb u7i-8tb u7ib-12tb u7in-16tb",
  "u7in-24tb u7in-32tb u7inh-32tb vt1 x2gd x2idn x2iedn x2iezn x8aedz x8g x8i z1d",
].flatMap((line) => line.split(" "));

const form = /^[a-z][a-z0-9-]*\.([a-z0-9]+-)?[a-z0-9]+$/;

/** https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html */
const size = /^(nano|micro|small|medium|large|([1-9]\d{0,2})?xlarge|metal(-[1-9]\d{0,2}xl)?)$/;

/** Interfaces of these hold 34 pods at the most: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html */
const tooSmall = ["nano", "micro"];

/** What is wrong with an instance type, and the types to compare it with. */
interface Refusal {
  readonly message: string;
  readonly params?: { readonly known: readonly string[] };
}

const instanceType = textOf(form, "an instance type such as m7i.large").superRefine(
  (given, context) => {
    const refusal = form.test(given) ? refusalOf(given) : undefined;
    if (refusal !== undefined) {
      context.addIssue({ code: "custom", ...refusal });
    }
  },
);

/** Nothing if the type can be a node's. */
function refusalOf(instanceType: string): Refusal | undefined {
  const [family = "", ofFamily = ""] = instanceType.split(".");
  if (!families.includes(family)) {
    const message = "a type of a family on the Nitro System that EKS has, such as m7g.large";
    const akin = families.filter((known) => seriesOf(known) === seriesOf(family));
    return { message, params: { known: akin.map((known) => `${known}.${ofFamily}`) } };
  }
  if (!size.test(ofFamily)) {
    return { message: `a size behind the family, such as ${family}.large` };
  }
  return tooSmall.includes(ofFamily)
    ? { message: `${family}.small or larger, as ${ofFamily} has too few addresses for pods` }
    : undefined;
}

/** The letters before the generation; another series is for something else. */
const seriesOf = (family: string) => /^[a-z]*/.exec(family)?.[0];

/** Instance types of a cluster's nodes. */
export const instanceTypes = distinct(instanceType, "instance types")
  .min(1, "one instance type at least")
  .refine(
    areAlike,
    "types of one architecture: all of Graviton (g behind the generation, as m7g), or none",
  );
