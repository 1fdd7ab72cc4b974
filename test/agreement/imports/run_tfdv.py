"""The kinds of anomalies that TFDV finds, by column; it does not count rows. And its own schema of the taxi trips."""

import pandas as pd
import tensorflow_data_validation as tfdv
from google.protobuf import text_format
from outcome import write
from tensorflow_metadata.proto.v0 import anomalies_pb2, schema_pb2

REASON = anomalies_pb2.AnomalyInfo.Type


def anomalies(schema, data, environment=None):
    statistics = tfdv.generate_statistics_from_dataframe(data)
    found = tfdv.validate_statistics(statistics, schema, environment=environment)
    return [
        {"column": column, "rule": REASON.Name(reason.type)}
        for column, info in sorted(found.anomaly_info.items())
        for reason in info.reason
    ]


def small():
    with open("schemas/tfdv.pbtxt", encoding="utf-8") as file:
        schema = text_format.Parse(file.read(), schema_pb2.Schema())
    data, columns = pd.read_csv("data.csv"), pd.read_csv("columns.csv")
    # pandas reads a column with true, false and nothing as objects, which are no texts.
    for frame in (data, columns):
        frame["flag"] = frame["flag"].map({True: "true", False: "false"})
    return {
        "data": anomalies(schema, data),
        "columns": anomalies(schema, columns, "TRAINING"),
        "serving": anomalies(schema, data.drop(columns=["paid"]), "SERVING"),
    }


def taxi():
    """As TFDV's guide has it: inferred from a first part, with the label out of serving, held against the rest."""
    trips = pd.read_csv("../../../examples/taxi-tips/data/trips.csv")
    cut = 6000
    first, rest = trips[:cut], trips[cut:].copy()
    rest.loc[rest.index[:3], "payment_type"] = "Prcard"
    schema = tfdv.infer_schema(tfdv.generate_statistics_from_dataframe(first))
    schema.default_environment.extend(["TRAINING", "SERVING"])
    tfdv.get_feature(schema, "tips").not_in_environment.append("SERVING")
    tfdv.write_schema_text(schema, "schemas/taxi.pbtxt")
    serving = rest.drop(columns=["tips"])
    found = {
        "first": anomalies(schema, first, "TRAINING"),
        "training": anomalies(schema, rest, "TRAINING"),
        "serving": anomalies(schema, serving, "SERVING"),
        "dropped": anomalies(schema, serving, "TRAINING"),
    }
    tfdv.get_feature(schema, "company").distribution_constraints.min_domain_mass = 0.99
    return {"cut": cut, **found, "relaxed": anomalies(schema, rest, "TRAINING")}


write("tfdv", {"tensorflow-data-validation": tfdv.__version__}, {**small(), "taxi": taxi()})
