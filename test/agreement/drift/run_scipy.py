"""SciPy's and NumPy's numbers: tests and distances that have one definition, bins, and the textbook's index by deciles."""

import numpy as np
import pandas as pd
import scipy
from scipy import stats
from split import CUTS, ODD, cut, finite, gamma, normal, numeric, odd, reference, rng, write


def deciles(reference, current):
    edges = np.unique(np.quantile(reference, np.linspace(0, 1, 11))[1:-1])
    edges = np.concatenate([[-np.inf], edges, [np.inf]])
    p, q = (np.histogram(side, edges)[0] / len(side) for side in (reference, current))
    p, q = (np.where(side == 0, 1e-4, side) for side in (p, q))
    return np.sum((p - q) * np.log(p / q))


def measure(reference, current, is_number):
    found = {}
    if is_number:
        a, b = (side.dropna().to_numpy(dtype=float) for side in (reference, current))
        ks = stats.ks_2samp(a, b)
        found["ks"], found["ks_p"] = finite(ks.statistic), finite(ks.pvalue)
        found["psi_deciles"] = finite(deciles(a, b))
        if a.std() > 0:
            found["wasserstein"] = finite(stats.wasserstein_distance(a, b) / a.std(ddof=1))
    else:
        sides = [side.astype(object).fillna("null").value_counts() for side in (reference, current)]
        table = pd.DataFrame({"a": sides[0], "b": sides[1]}).fillna(0)
        table = table[table.sum(axis=1) > 0]
        shares = table / table.sum()
        found["tv"] = finite((shares.a - shares.b).abs().sum() / 2)
        unseen = table.a == 0
        together = table[~unseen]
        if unseen.any():
            together = pd.concat([together, table[unseen].sum().to_frame().T])
        p, q = (together[side] / together[side].sum() for side in ("a", "b"))
        found["js"] = finite(scipy.spatial.distance.jensenshannon(p, q))
        chi = stats.chi2_contingency(together.to_numpy().T, correction=False)
        if chi.expected_freq.min() >= 5:
            found["chi2"], found["chi2_p"] = finite(chi.statistic), finite(chi.pvalue)
    return found


results = {"cuts": {}, "odd": {}, "edges": [], "kstwo": [], "ks_2samp": []}
for name in CUTS:
    sides = cut(name)
    results["cuts"][name] = {c: measure(sides[0][c], sides[1][c], numeric(c)) for c in sides[0].columns}
for name in ODD:
    sides = odd(name)
    results["odd"][name] = measure(*sides, pd.api.types.is_numeric_dtype(sides[0]))

SAMPLES = {
    "two": [1.0, 2.0],
    "one": [3.0],
    "constant": [5.0] * 9,
    "power of two": list(range(64)),
    "tenths": [i / 10 for i in range(50)],
    "whole numbers": list(range(0, 10)) * 30000,
    "normal": normal.tolist(),
    "skewed": gamma.tolist(),
    "huge": [1e300, -1e300, 5.0, 7.0],
}
for name, values in SAMPLES.items():
    entry = {"name": name, "values": values if len(values) < 2000 else None}
    for rule in ("sturges", "doane"):
        entry[rule] = np.histogram_bin_edges(np.array(values, dtype=float), rule).tolist()
    if all(float(value).is_integer() for value in values) and max(values) < 1e9:
        entry["integer"] = np.histogram_bin_edges(np.array(values, dtype=int), "sturges").tolist()
    results["edges"].append(entry)
results["edges_of_age"] = np.histogram_bin_edges(reference["age"].astype(float), "doane").tolist()

for values in (normal[:35].tolist(), gamma[:101].tolist(), [0.1, 0.7, 1.9], [3.0], [0.0] * 20 + [7.5]):
    inner = np.quantile(values, np.linspace(0, 1, 11))[1:-1]
    results.setdefault("deciles", []).append({"values": values, "inner": inner.tolist()})

for n in (1, 2, 3, 5, 10, 50, 139, 140, 141, 200, 500, 501, 1000, 5000, 50000, 250000):
    for z in (0.3, 0.5, 0.7, 1, 1.2, 1.4, 1.48, 1.49, 1.8, 2.1, 3, 5, 12):
        x = z / np.sqrt(n)
        if x < 1:
            results["kstwo"].append([n, float(x), float(stats.kstwo.sf(x, n))])
PAIRS = [(1, 1), (3, 4), (5, 5), (20, 30), (100, 100), (97, 101), (1000, 700), (9999, 10000), (400, 12000), (3, 20000)]
for n, m in PAIRS:
    for shift in (0, 0.05, 0.3, 1):
        found = stats.ks_2samp(rng.normal(size=n), rng.normal(shift, size=m))
        results["ks_2samp"].append([n, m, float(found.statistic), float(found.pvalue)])
for k in (1, 2, 7, 40):
    for x in (0.1, 1.0, 10.0, 100.0, 1000.0):
        results.setdefault("chi2_sf", []).append([x, k, float(stats.chi2.sf(x, k))])

write("scipy", {"numpy": np.__version__, "pandas": pd.__version__, "scipy": scipy.__version__}, results)
