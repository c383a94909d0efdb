import type { Context } from "../../kit/context";
import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, type Truth } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import type { Binding } from "./bindings";

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
const annotation = "eks.amazonaws.com/role-arn";

/** Judges the role that a service account itself asks for: it trusts the account, and is its only one. */
export function judgeAnnotation(
  index: Index,
  account: Judged,
  all: readonly Binding[],
  ctx: Context,
): void {
  const metadata = account.at("metadata");
  const place = metadata.key("annotations").key(annotation);
  if (place.absent) {
    return;
  }
  const isOwn = (binding: Binding) =>
    allOf([
      same(binding.namespace, metadata.key("namespace")),
      same(binding.account, metadata.key("name")),
    ]);
  const byService = all.filter(({ role }) => role);
  const others = byService.flatMap(({ namespace, account: name }) => [namespace, name]);
  const hasOther = anyOf(byService.map(isOwn));
  verdict(ctx, hasOther, "a service account without a second role", place, metadata, ...others);

  const roles = index.ofType("aws:iam/role:Role");
  const strange = roles.map((role) => {
    const trusts = anyOf(all.filter(({ from }) => from === role).map(isOwn));
    return allOf([isNamed(place, role.at("name")), not(trusts)]);
  });
  const wanted = "a role that trusts this service account";
  verdict(ctx, anyOf(strange), wanted, place, metadata, ...roles);
}

const same = (one: Node, other: Node): Truth =>
  one.unknown || other.unknown ? "unknown" : one.text === other.text;

/** Whether an ARN ends in a role's name. */
const isNamed = (arn: Node, name: Node): Truth =>
  name.unknown ? "unknown" : name.text !== "" && arn.is((text) => text.endsWith(`/${name.text}`));
