"""Prints AWS's own policies by name, as JSON: what policy/facts/managed.mts reads.

pip install moto==5.2.5, then: python3 policy/facts/managed.py | node policy/facts/managed.mts
"""

import json

from moto.iam.aws_managed_policies import aws_managed_policies_data

policies = json.loads(aws_managed_policies_data)
print(json.dumps({name: policy["Document"] for name, policy in policies.items()}))
