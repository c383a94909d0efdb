import type { Context } from "../../kit/context";
import type { Judged } from "../../kit/judged";
import { anyOf, type Node, type Truth } from "../../kit/node";
import { verdict } from "../../kit/verdict";

const wants = {
  named:
    "a project by its name, or by a value that the set's own list has, not by what others write",
  own: "a project of its own, not default, which anything may be in",
  patch: "no project, which the template names",
};

/** Judges how a set of applications makes up their projects. */
export function judgeGenerated(set: Judged, project: Node, ctx: Context): void {
  const generators = set.items("spec.generators");
  judgeName(project, generators, set, ctx);
  for (const place of overridden(generators)) {
    const isDefault = place.is((name) => name === "default");
    verdict(ctx, isDefault, wants.own, place);
    judgeName(place, generators, set, ctx);
  }
  const patch = set.at("spec.templatePatch");
  verdict(ctx, patch.is(namesProject), wants.patch, patch);
}

function judgeName(name: Node, generators: readonly Node[], set: Judged, ctx: Context): void {
  if (name.text.includes("{{")) {
    const isOthers = set.type.endsWith("Patch") && generators.length === 0;
    const wrong = anyOf([isOthers, ...generators.map((one) => isStrange(name.text, one))]);
    verdict(ctx, wrong, wants.named, name, ...generators);
  }
}

/** Whether a generator may fill a template with the name of any project, or of the one of everything. */
function isStrange(template: string, generator: Node): Truth {
  if (generator.unknown) {
    return "unknown";
  }
  const made = generator.at("list.elementsYaml");
  const kinds = generator.keys().filter((key) => key !== "selector");
  if (kinds.some((kind) => kind !== "list") || !made.absent) {
    return made.unknown ? "unknown" : true;
  }
  return anyOf(generator.items("list.elements").map((element) => isDefault(template, element)));
}

const variable = /\{\{-?\s*\.?([\w.]+)\s*-?\}\}/g;

function isDefault(template: string, element: Node): Truth {
  const values = [...template.matchAll(variable)].map(([, path = ""]) => element.at(path));
  const name = template.replace(variable, (_, path: string) => element.at(path).text);
  const isOpen = name === "" || name === "default" || name.includes("{{");
  return values.some(({ unknown }) => unknown) || element.unknown ? "unknown" : isOpen;
}

/** The projects by which generators, at any depth, override the template's; a generator that is not known itself. */
function overridden(generators: readonly Node[]): Node[] {
  return generators.flatMap((generator) => {
    const kinds = generator.keys().map((kind) => generator.key(kind));
    return generator.unknown
      ? [generator]
      : kinds.flatMap((one) => [
          one.at("template.spec.project"),
          ...(one.unknown ? [] : overridden(one.items("generators"))),
        ]);
  });
}

/** Whether a patch has the key, or letters in disguise that may form it. */
const namesProject = (patch: string) =>
  /(^|[\s{,"'?-])project["']?\s*:/.test(patch) || /\\[xuU]/.test(patch);
