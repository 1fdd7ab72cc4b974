"""Statistics of a data frame, in one process: run_tensorflow_data_validation.py FILE."""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import pandas as pd
import tensorflow_data_validation as tfdv

data = pd.read_parquet(sys.argv[1])
for name in data.select_dtypes("datetime").columns:
    data[name] = data[name].astype("int64")
found = tfdv.generate_statistics_from_dataframe(data, n_jobs=1)
columns = {}
for feature in found.datasets[0].features:
    name = feature.path.step[0]
    which = feature.WhichOneof("stats")
    common = getattr(feature, which).common_stats
    columns[name] = {"nulls": int(common.num_missing)}
    if which == "num_stats" and feature.type in (feature.INT, feature.FLOAT) and str(data[name].dtype) != "bool":
        of = feature.num_stats
        # In single precision where the column is of floating-point numbers: only what is counted is compared exactly.
        columns[name] |= {"mean": of.mean, "sketched": {"0.5": of.median}}
print(json.dumps({"columns": {name: of for name, of in columns.items() if name != "ts"}}))
