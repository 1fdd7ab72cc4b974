"""SUMMARIZE with two threads: run_duckdb.py FILE."""

import json
import sys

import duckdb

duckdb.sql("SET threads = 2; SET enable_progress_bar = false")
found = duckdb.sql(f"SUMMARIZE SELECT * FROM '{sys.argv[1]}'").fetchall()
columns = {}
for name, kind, low, high, _, mean, sd, q25, q50, q75, *_ in found:
    if kind in ("DOUBLE", "INTEGER", "BIGINT"):
        quantiles = {"0.25": float(q25), "0.5": float(q50), "0.75": float(q75)}
        columns[name] = {
            "min": float(low),
            "max": float(high),
            "mean": float(mean),
            "sd": float(sd),
            "sketched": quantiles,
        }
print(json.dumps({"columns": columns}))
