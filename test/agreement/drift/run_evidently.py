"""Evidently's own numbers, by its reports: default choice and named methods, each column of each cut."""

import evidently
import numpy
import pandas as pd
import scipy
from evidently import DataDefinition, Dataset, Report
from evidently.metrics import ValueDrift
from split import CUTS, ODD, cut, finite, numeric, odd, write

METHODS = {"psi": "psi", "js": "jensenshannon", "kl": "kl_div", "wasserstein": "wasserstein", "ks": "ks", "default": None}


def measure(reference, current, is_number):
    kind = "numerical_columns" if is_number else "categorical_columns"
    sides = [
        Dataset.from_pandas(pd.DataFrame({"x": side}), data_definition=DataDefinition(**{kind: ["x"]}))
        for side in (reference, current)
    ]
    found = {}
    for name, method in METHODS.items():
        if name in ("wasserstein", "ks") and not is_number:
            continue
        snapshot = Report([ValueDrift(column="x", **({"method": method} if method else {}))]).run(sides[1], sides[0])
        (result,) = snapshot.dict()["metrics"]
        widgets = next(iter(snapshot.metric_results.values())).widget
        config = result["config"]
        entry = {"value": finite(result["value"]), "test": config["method"], "threshold": config["threshold"]}
        entry["drift"] = "not detected" not in str(widgets[0].params)
        found[name] = entry
    return found


results = {"cuts": {}, "odd": {}}
for name in CUTS:
    reference, current = cut(name)
    results["cuts"][name] = {c: measure(reference[c], current[c], numeric(c)) for c in reference.columns}
for name in ODD:
    reference, current = odd(name)
    results["odd"][name] = measure(reference, current, pd.api.types.is_numeric_dtype(reference))
versions = {"evidently": evidently.__version__, "numpy": numpy.__version__, "pandas": pd.__version__, "scipy": scipy.__version__}
write("evidently", versions, results)
