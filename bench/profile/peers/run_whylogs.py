"""A profile, without telemetry: run_whylogs.py FILE."""

import json
import os
import sys

os.environ["WHYLOGS_NO_ANALYTICS"] = "True"

import pandas as pd
import whylogs

data = pd.read_parquet(sys.argv[1])
found = whylogs.log(data).view().to_pandas()
columns = {}
for name, of in found.iterrows():
    column = {"nulls": int(of["counts/null"])}
    if str(data[name].dtype) in ("float64", "int64", "int32"):
        column |= {"min": float(of["distribution/min"]), "max": float(of["distribution/max"])}
        column |= {"mean": float(of["distribution/mean"]), "sd": float(of["distribution/stddev"])}
        column["sketched"] = {q: float(of[f"distribution/{at}"]) for q, at in (("0.25", "q_25"), ("0.5", "median"), ("0.75", "q_75"))}
    columns[name] = column
print(json.dumps({"columns": columns}))
