"""Assay's own index, distances and tests, written a second time with NumPy and SciPy from docs/drift-methods.md."""

import numpy as np
import pandas as pd
import scipy
from scipy import stats
from scipy.spatial.distance import jensenshannon
from split import CUTS, ODD, cut, finite, numeric, odd, write


def deciles(values):
    inner = np.quantile(values, np.linspace(0, 1, 11))[1:-1]
    # A value on which several deciles fall has a cell to itself.
    repeated = inner[1:][inner[1:] == inner[:-1]]
    return np.unique(np.concatenate([[-np.inf], inner, np.nextafter(repeated, np.inf), [np.inf]]))


def cells(reference, current, is_number):
    """Counts of both sides: by decile or by value of the reference, of values unseen there, and of nulls."""
    known, now = reference.dropna(), current.dropna()
    if is_number and known.nunique() > 10:
        edges = deciles(known.to_numpy(dtype=float))
        counts = [np.histogram(side.to_numpy(dtype=float), edges)[0].tolist() for side in (known, now)]
    else:
        names = known.unique()
        counts = [[int((side == name).sum()) for name in names] for side in (known, now)]
        counts = [[*own, len(side) - sum(own)] for own, side in zip(counts, (known, now))]
    counts = [[*own, int(side.isna().sum())] for own, side in zip(counts, (reference, current))]
    table = np.array(counts, dtype=float)
    return table[:, table.sum(axis=0) > 0]


def pooled(table):
    """Cells of which fewer than 5 rows are expected on a side become one, with the next rarest while that one is rare."""
    share = table.sum(axis=1).min() / table.sum()
    columns = sorted(table.T.tolist(), key=sum)
    rare = [0.0, 0.0]
    while columns and (sum(columns[0]) * share < 5 or 0 < sum(rare) * share < 5):
        rare = [a + b for a, b in zip(rare, columns.pop(0))]
    return np.array([rare, *columns] if sum(rare) > 0 else columns).T


def measure(reference, current, is_number):
    table = cells(reference, current, is_number)
    rows = table.sum(axis=1, keepdims=True)
    p, q = table / rows
    # An empty cell counts as half a row.
    full_p, full_q = np.where(table == 0, 0.5, table) / rows
    found = {
        "psi": finite(np.sum((full_p - full_q) * np.log(full_p / full_q))),
        "js": finite(jensenshannon(p, q)),
        "kl": finite(max(0, np.sum(full_p * np.log(full_p / full_q)))),
        "tv": finite(np.abs(p - q).sum() / 2),
        "null_rate": finite(current.isna().mean() - reference.isna().mean()),
    }
    kept = pooled(table)
    if kept.shape[1] > 1:
        found["chi2"] = finite(stats.chi2_contingency(kept, correction=False).statistic)
    return found


results = {"cuts": {}, "odd": {}}
for name in CUTS:
    sides = cut(name)
    results["cuts"][name] = {c: measure(sides[0][c], sides[1][c], numeric(c)) for c in sides[0].columns}
for name in ODD:
    sides = odd(name)
    results["odd"][name] = measure(*sides, pd.api.types.is_numeric_dtype(sides[0]))

write("own", {"numpy": np.__version__, "pandas": pd.__version__, "scipy": scipy.__version__}, results)
