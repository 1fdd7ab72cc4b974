"""The data that every tool is run on: two sides of test/data/adult.parquet, whole and in smaller cuts, and odd columns."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
RESULT = HERE / "reference.json"

frame = pd.read_parquet(HERE / "../../data/adult.parquet")
common = frame["education"].isin(["Some-college", "HS-grad", "Bachelors"])
reference = frame[~common].reset_index(drop=True)
current = frame[common].reset_index(drop=True)

# First rows of the reference, first rows of the current side: other tests and other p-values apply to small samples.
CUTS = {"whole": (None, None), "small": (800, 1200), "few": (60, 45), "uneven": (900, None)}


def cut(name):
    rows = CUTS[name]
    return reference[: rows[0]].reset_index(drop=True), current[: rows[1]].reset_index(drop=True)


def numeric(column):
    return pd.api.types.is_numeric_dtype(frame[column])


rng = np.random.default_rng(7)
normal = rng.normal(10, 3, 1500).round(3)
gamma = rng.gamma(0.7, 5, 1500).round(3)


def holes(values, every):
    return [None if row % every == 0 else value for row, value in enumerate(values)]


# Name -> (reference, current); lists of numbers or texts, None is null.
ODD = {
    "doubles": (normal[:1200].tolist(), (normal[1200:] + 1).round(3).tolist()),
    "skewed": (gamma[:1100].tolist(), (gamma[1100:] * 1.3).round(3).tolist()),
    "with nulls": (holes(normal[:1400].tolist(), 7), holes(gamma[:300].tolist(), 3)),
    "constant in both": ([5.0] * 40, [5.0] * 30),
    "another constant": ([5.0] * 1200, [6.0] * 30),
    "constant reference": ([5.0] * 40, normal[:50].tolist()),
    "far outside": (normal[:1200].tolist(), (normal[:200] + 1000).round(3).tolist()),
    "three numbers": ([1.0, 2.0, 3.0] * 50, [1.0, 2.0, 2.0, 3.0] * 30),
    "five numbers": ([1.0, 2.0, 3.0, 4.0, 5.0] * 40, [1.0, 2.0, 3.0, 4.0, 4.0, 5.0] * 20),
    "six numbers": ([1.0, 2.0, 3.0, 4.0, 5.0] * 40, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0] * 20),
    "two numbers": ([0.0, 1.0, 1.0] * 50, [0.0, 1.0] * 40),
    "two texts": (["no", "yes", "yes"] * 50, ["no", "yes"] * 40),
    "unseen text": (["a", "b", "c"] * 100, ["a", "b", "d"] * 40),
    "rare text": (["a", "b"] * 10000 + ["c"], ["a", "b"] * 300 + ["d"]),
    "texts with nulls": (holes(["a", "b", "c"] * 400, 5), holes(["a", "b", "b"] * 100, 4)),
    "whole numbers": (list(range(0, 41)) * 60, list(range(0, 41, 2)) * 50),
}


def odd(name):
    return tuple(pd.Series(side) for side in ODD[name])


def write(section, versions, results):
    """Replaces one tool's part of reference.json."""
    whole = json.loads(RESULT.read_text()) if RESULT.exists() else {"versions": {}}
    whole["versions"][section] = versions
    whole["odd"] = {name: {"reference": sides[0], "current": sides[1]} for name, sides in ODD.items()}
    whole[section] = results
    whole = dict(sorted(whole.items()))
    RESULT.write_text(json.dumps(whole, separators=(",", ":"), allow_nan=False).replace('},"', '},\n"') + "\n")


def finite(value):
    """A plain number; None for what is not one."""
    return float(value) if value is not None and np.isfinite(value) else None
