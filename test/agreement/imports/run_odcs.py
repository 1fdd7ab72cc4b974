"""What datacontract-cli finds of the same data, and whether our export is valid by the standard's JSON Schema.

The JSON Schema is the one that datacontract-cli brings.
"""

import json
from importlib import resources
from importlib.metadata import version

import yaml
from datacontract.data_contract import DataContract
from jsonschema import Draft201909Validator
from outcome import write


def findings(file):
    with open(file, encoding="utf-8") as text:
        document = yaml.safe_load(text)
    # Where the data are is no part of a data contract of ours.
    document["servers"] = [{"server": "local", "type": "local", "path": "data.csv", "format": "csv"}]
    run = DataContract(data_contract_str=yaml.safe_dump(document), server="local").test()
    return [
        {"column": each.field, "rule": each.type, "passes": str(each.result.value) == "passed", "name": each.name}
        for each in run.checks
    ]


def problems(file):
    schema = json.loads(resources.files("datacontract").joinpath("schemas/odcs-3.1.0.schema.json").read_text())
    with open(file, encoding="utf-8") as text:
        document = yaml.safe_load(text)
    return [f"{list(error.path)}: {error.message}" for error in Draft201909Validator(schema).iter_errors(document)]


write(
    "odcs",
    {"datacontract-cli": version("datacontract-cli")},
    {
        "problems": {name: problems(f"{name}/odcs.yaml") for name in ("schemas", "exported")},
        "data": findings("schemas/odcs.yaml"),
        "exported": findings("exported/odcs.yaml"),
    },
)
