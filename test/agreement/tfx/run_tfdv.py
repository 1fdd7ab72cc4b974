"""The kinds of anomalies that TFDV finds in TFX's taxi data, and which values it did not expect: under TFX's own schema, and
under the one that it infers from the later rows. Its statistics are of the CSV file, as in TFX, and not of pandas' columns."""

import json
import os
import re
import sys
import tempfile

import tensorflow_data_validation as tfdv
from google.protobuf import text_format
from tensorflow_metadata.proto.v0 import anomalies_pb2, schema_pb2

TAXI = os.path.join(sys.argv[1], "examples/chicago_taxi_pipeline/data")  # the folder of the package tfx
CUT = 6000
REASON = anomalies_pb2.AnomalyInfo.Type
UNEXPECTED = "Examples contain values missing from the schema: "

with open(f"{TAXI}/simple/data.csv", encoding="utf-8") as file:
    header, *lines = file.read().splitlines()


def statistics(rows, without_tips=False):
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as csv:
        # The tips are the last column, and no cell holds a comma.
        table = [line.rpartition(",")[0] for line in [header, *rows]] if without_tips else [header, *rows]
        csv.write("\n".join(table) + "\n")
        csv.flush()
        return tfdv.generate_statistics_from_csv(csv.name)


def with_environments(schema):
    """As TFDV's guide has it: the label is there in training only."""
    schema.default_environment.extend(["TRAINING", "SERVING"])
    tfdv.get_feature(schema, "tips").not_in_environment.append("SERVING")
    return schema


def anomalies(schema, found, environment):
    info = tfdv.validate_statistics(found, schema, environment=environment).anomaly_info
    return [
        {"column": column, "rule": REASON.Name(reason.type), **values(reason)}
        for column, each in sorted(info.items())
        for reason in each.reason
    ]


def values(reason):
    if not reason.description.startswith(UNEXPECTED):
        return {}
    listed = reason.description.removeprefix(UNEXPECTED)
    return {"values": sorted(re.findall(r"(.+?) \([<~]?\d+%\)(?:, |\. ?$)", listed))}


def under(schema, rows):
    schema = with_environments(schema)
    whole, serving = statistics(rows), statistics(rows, without_tips=True)
    return {
        "training": anomalies(schema, whole, "TRAINING"),
        "serving": anomalies(schema, serving, "SERVING"),
        "dropped": anomalies(schema, serving, "TRAINING"),
    }


with open(f"{TAXI}/user_provided_schema/schema.pbtxt", encoding="utf-8") as file:
    provided = text_format.Parse(file.read(), schema_pb2.Schema())
later = tfdv.infer_schema(statistics(lines[CUT:]))
found = {
    "versions": {"tensorflow-data-validation": tfdv.__version__},
    "cut": CUT,
    "provided": under(provided, lines),
    "later": under(later, lines[:CUT]),
}
tfdv.write_schema_text(later, "later.pbtxt")
with open("reference.json", "w", encoding="utf-8") as file:
    json.dump(found, file, indent=1)
    file.write("\n")
