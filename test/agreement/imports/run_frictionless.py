"""What frictionless finds: each kind of error, by column, with how many rows. Also of our own export (exported/)."""

import collections

import frictionless
from outcome import write
from frictionless import Dialect, Resource, Schema, system


def findings(schema, data):
    with system.use_context(trusted=True):
        resource = Resource(path=data, schema=Schema.from_descriptor(schema))
        report = resource.validate(limit_errors=10000)
    found = collections.Counter()
    for error in report.flatten(["type", "fieldName", "note", "rowNumber", "label"]):
        kind, column, note, _, label = error
        # A broken constraint is told by its words: constraint "minimum" is "0"
        rule = note.split('"')[1] if kind == "constraint-error" else kind
        found[(column or label, rule)] += 1
    return [{"column": c, "rule": r, "rows": n} for (c, r), n in sorted(found.items(), key=str)]


write(
    "frictionless",
    {"frictionless": frictionless.__version__},
    {
        "data": findings("schemas/frictionless.json", "data.csv"),
        "columns": findings("schemas/frictionless.json", "columns.csv"),
        "exported": findings("exported/frictionless.json", "data.csv"),
    },
)
