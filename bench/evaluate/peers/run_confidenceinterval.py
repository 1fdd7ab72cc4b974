"""The area under the ROC curve with its interval: run_confidenceinterval.py FILE delong, or FILE bootstrap REPLICATES."""

import json
import sys
import time

import pandas as pd
from confidenceinterval import roc_auc_score

path, how = sys.argv[1:3]
data = pd.read_parquet(path, columns=["label", "score"])
sides = data["label"].to_numpy(), data["score"].to_numpy()
begun = time.perf_counter()
if how == "delong":
    value, (low, high) = roc_auc_score(*sides, confidence_level=0.95)
    found = {"values": {"roc_auc": float(value)}, "widths": {"roc_auc": float(high - low)}}
else:
    roc_auc_score(
        *sides,
        confidence_level=0.95,
        method="bootstrap_percentile",
        n_resamples=int(sys.argv[3]),
    )
    found = {"values": {}, "resampling": time.perf_counter() - begun}
print(json.dumps(found))
