"""describe: run_polars.py FILE."""

import json
import sys

import polars as pl

data = pl.read_parquet(sys.argv[1])
found = data.describe()
rows = {row["statistic"]: row for row in found.to_dicts()}
columns = {}
for name, kind in data.schema.items():
    column = {"nulls": int(float(rows["null_count"][name]))}
    if kind.is_numeric():
        column |= {"min": rows["min"][name], "max": rows["max"][name]}
        column |= {"mean": rows["mean"][name], "sd": rows["std"][name]}
        column["quantiles"] = {q: rows[at][name] for q, at in (("0.25", "25%"), ("0.5", "50%"), ("0.75", "75%"))}
    columns[name] = column
print(json.dumps({"columns": columns}))
