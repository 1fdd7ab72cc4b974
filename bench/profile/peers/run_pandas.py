"""describe of all columns: run_pandas.py FILE."""

import json
import sys

import pandas as pd

data = pd.read_parquet(sys.argv[1])
found = data.describe(include="all")
columns = {}
for name in data.columns:
    of = found[name]
    column = {"nulls": len(data) - int(of["count"])}
    if pd.api.types.is_numeric_dtype(data[name]) and not pd.api.types.is_bool_dtype(data[name]):
        column |= {"min": float(of["min"]), "max": float(of["max"]), "mean": float(of["mean"]), "sd": float(of["std"])}
        column["quantiles"] = {q: float(of[at]) for q, at in (("0.25", "25%"), ("0.5", "50%"), ("0.75", "75%"))}
    columns[name] = column
print(json.dumps({"columns": columns}))
