"""Effects and p-values of planted shifts in the taxi data, by SciPy and pandas; written to reference.json

The reference is the rows of even trip_id, the current data those of odd ones, where fares are 1.3 times as high, a third of
what was paid by cash is paid by card, and every fifth has no seconds.
"""
import json
from pathlib import Path

import pandas as pd
import scipy
from scipy.special import kolmogorov
from scipy.stats import ks_2samp

trips = pd.read_csv(Path(__file__).parents[3] / "examples/taxi-tips/data/trips.csv")
reference, current = trips[trips.trip_id % 2 == 0], trips[trips.trip_id % 2 == 1].copy()
current["fare"] = current["fare"] * 1.3
current.loc[(current.payment_type == "Cash") & (current.trip_id % 3 == 0), "payment_type"] = "Credit Card"
current.loc[current.trip_id % 10 == 1, "trip_seconds"] = None


def ks(column):
    before, now = reference[column].dropna(), current[column].dropna()
    effect = ks_2samp(before, now).statistic
    # Smirnov's limit, where ks_2samp takes another approximation.
    return {"effect": effect, "p": kolmogorov(effect * (len(before) * len(now) / (len(before) + len(now))) ** 0.5)}


shares = [side.payment_type.value_counts(normalize=True) for side in (reference, current)]
both = pd.concat(shares, axis=1).fillna(0)
nulls = [side.trip_seconds.isna().mean() for side in (reference, current)]
document = {
    "versions": {"pandas": pd.__version__, "scipy": scipy.__version__},
    "rows": [len(reference), len(current)],
    "fare": ks("fare"),
    "trip_miles": ks("trip_miles"),
    "payment_type": {"effect": (both.iloc[:, 0] - both.iloc[:, 1]).abs().sum() / 2},
    "trip_seconds": {"effect": nulls[1] - nulls[0]},
}
Path(__file__).with_name("reference.json").write_text(json.dumps(document, indent=2) + "\n")
