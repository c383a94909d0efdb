import { contentsOf, holderTypes } from "../../kit/templates";
import { everywhere, rule } from "../rule";

export const CFN01 = rule({
  id: "CFN-01",
  title: "Rules can read what a template of CloudFormation, or one resource as text, makes.",
  severity: "high",
  types: holderTypes,
  frameworks: ["NIST-800-53 CM-8"],
  // A template that names what the stack makes is whole once that is made.
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Give the template itself in templateBody, without macros and modules; other rules then judge its resources as those of aws-native.",
  link: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html",
  check(resource, ctx) {
    for (const { place, want } of contentsOf(resource, "").unread) {
      if (place.firstUnknown()) {
        ctx.unknown(place, want);
      } else {
        ctx.violation({ path: place.path, want });
      }
    }
  },
});
