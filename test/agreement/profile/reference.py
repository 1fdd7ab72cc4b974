"""Writes reference.json: what pandas and SciPy say of the columns of two data sets.

Run with: python reference.py ADULT.parquet TRIPS.csv FILE (requirements.txt; the versions used are in the file).
"""

import json
import sys
from importlib.metadata import version

import numpy as np
import pandas as pd
from scipy import stats
from scipy.stats.contingency import association

QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
CATEGORIES = 50


def numbers(values):
    kept = values.dropna()
    return {
        "count": int(values.count()),
        "nulls": int(values.isna().sum()),
        "distinct": int(values.nunique()),
        "min": float(values.min()),
        "max": float(values.max()),
        "mean": float(values.mean()),
        "sd": float(values.std()),
        "skewness": float(values.skew()),
        "scipy_skewness": float(stats.skew(kept.astype(float), bias=False)),
        "zeros": int((values == 0).sum()),
        "negatives": int((values < 0).sum()),
        "quantiles": [float(q) for q in values.quantile(QUANTILES)],
    }


def texts(values):
    kept = values.dropna()
    lengths = kept.str.len()
    counts = kept.value_counts()
    return {
        "count": int(values.count()),
        "nulls": int(values.isna().sum()),
        "distinct": int(values.nunique()),
        "top": sorted(([v, int(n)] for v, n in counts.items()), key=lambda p: (-p[1], p[0]))[:100],
        "lengths": [int(lengths.min()), int(lengths.max()), float(lengths.mean())] if len(kept) else None,
    }


def pearsons(frame, names):
    return [
        [a, b, float(frame[a].astype(float).corr(frame[b].astype(float)))]
        for i, a in enumerate(names)
        for b in names[i + 1 :]
    ]


def cramers(frame, names):
    found = []
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            table = pd.crosstab(frame[a], frame[b]).to_numpy()
            if min(table.shape) > 1:
                found.append([a, b, float(association(table, method="cramer", correction=False))])
    return found


def described(path):
    # Only what is empty is missing, as in a data contract.
    is_csv = path.endswith(".csv")
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""]) if is_csv else pd.read_parquet(path)
    is_number = {name: pd.api.types.is_numeric_dtype(frame[name]) for name in frame}
    categories = [n for n in frame if not is_number[n] and frame[n].nunique() <= CATEGORIES]
    return {
        "columns": {n: (numbers if is_number[n] else texts)(frame[n]) for n in frame},
        "pearson": pearsons(frame, [n for n in frame if is_number[n]]),
        "cramer": cramers(frame, categories),
    }


adult, trips, out = sys.argv[1:]
with np.errstate(all="ignore"):
    found = {"adult": described(adult), "trips": described(trips)}
found["versions"] = {name: version(name) for name in ["numpy", "pandas", "scipy"]}


def finite(value):
    if isinstance(value, dict):
        return {key: finite(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [finite(inner) for inner in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value


with open(out, "w") as file:
    json.dump(finite(found), file, separators=(",", ":"))
    file.write("\n")
