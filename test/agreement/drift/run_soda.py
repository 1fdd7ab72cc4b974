"""Soda's own formula, its PSIAlgorithm, on both sides themselves instead of on a sample drawn from the reference's histogram."""

from importlib.metadata import version

from soda.scientific.distribution.comparison import PSIAlgorithm
from split import CUTS, ODD, cut, finite, numeric, odd, pd, write


def psi(reference, current):
    algorithm = PSIAlgorithm.__new__(PSIAlgorithm)
    # Its reference is drawn without nulls; its current rows come with them.
    algorithm.ref_data = reference.dropna().astype(float)
    algorithm.test_data = current.astype(float)
    return finite(algorithm.evaluate()["check_value"])


results = {"cuts": {}, "odd": {}}
for name in CUTS:
    reference, current = cut(name)
    results["cuts"][name] = {c: psi(reference[c], current[c]) for c in reference.columns if numeric(c)}
for name in ODD:
    reference, current = odd(name)
    if pd.api.types.is_numeric_dtype(reference):
        results["odd"][name] = psi(reference, current)
versions = {name: version(name) for name in ("soda-core-scientific", "numpy", "pandas", "scipy")}
write("soda", versions, results)
