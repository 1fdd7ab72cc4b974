"""Writes reference.json: what SciPy says of counts and quantiles of a next sample of the same size.

Run with: python reference.py FILE (scipy; the version used is in the file).
"""

import json
import math
import sys

import scipy
from scipy import stats

MISSES = [0.05, 1e-3, 1e-5]


def largest_next_count(count, miss):
    """Counted up one by one, from the definition."""
    following = 0
    while stats.binom.cdf(count, count + following + 1, 0.5) >= miss:
        following += 1
    return following


def outside(q, n, miss):
    """Exact probability that the next sample's quantile is outside the interval by the normal approximation."""
    reach = stats.norm.ppf(1 - miss / 2) * math.sqrt(2 * q * (1 - q) / n)
    low, high = math.floor(n * max(0, q - reach)), math.ceil(n * min(1, q + reach))
    # Of this sample's n values, so many lie below the r-th least of the next sample.
    below = stats.nhypergeom(2 * n, n, max(1, math.ceil(n * q)))
    return {"low": low, "high": high, "outside": float(below.cdf(low - 1) + below.sf(high))}


counts = [
    {"count": count, "miss": miss, "next": largest_next_count(count, miss)}
    for count in [0, 1, 2, 5, 20, 100, 1000]
    for miss in MISSES
]
quantiles = [
    {"q": q, "n": n, "miss": miss, **outside(q, n, miss)}
    for q in [0.1, 0.5, 0.9]
    for n in [200, 1000, 5000]
    for miss in MISSES
]
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump({"versions": {"scipy": scipy.__version__}, "counts": counts, "quantiles": quantiles}, file, indent=1)
    file.write("\n")
