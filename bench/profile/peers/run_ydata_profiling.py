"""The minimal report, as JSON: run_ydata_profiling.py FILE."""

import json
import sys

import pandas as pd
from ydata_profiling import ProfileReport

data = pd.read_parquet(sys.argv[1])
found = ProfileReport(data, minimal=True, progress_bar=False).get_description().variables
columns = {}
for name, of in found.items():
    column = {"nulls": int(of["n_missing"])}
    if of["type"] == "Numeric":
        column |= {key: float(of[at]) for key, at in (("min", "min"), ("max", "max"), ("mean", "mean"), ("sd", "std"))}
        column["quantiles"] = {q: float(of[at]) for q, at in (("0.25", "25%"), ("0.5", "50%"), ("0.75", "75%"))}
    columns[name] = column
print(json.dumps({"columns": columns}))
