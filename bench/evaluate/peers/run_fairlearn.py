"""Metrics of each slice by MetricFrame: run_fairlearn.py FILE, or FILE REPLICATES for its own bootstrap."""

import json
import sys
import time

import pandas as pd
from fairlearn.metrics import MetricFrame
from sklearn import metrics as of

path, *replicates = sys.argv[1:]
data = pd.read_parquet(path, columns=["label", "score", *(f"s{place}" for place in range(5))])


def at_half(metric):
    return lambda labels, scores: metric(labels, scores >= 0.5)


METRICS = {
    "accuracy": at_half(of.accuracy_score),
    "precision": at_half(of.precision_score),
    "recall": at_half(of.recall_score),
    "f1": at_half(of.f1_score),
    "roc_auc": of.roc_auc_score,
    "average_precision": of.average_precision_score,
    "log_loss": of.log_loss,
    "brier": of.brier_score_loss,
}
resampled = {"n_boot": int(replicates[0]), "ci_quantiles": [0.025, 0.975]} if replicates else {}
found = {}
begun = time.perf_counter()
for column in (f"s{place}" for place in range(5)):
    frame = MetricFrame(
        metrics=METRICS,
        y_true=data["label"],
        y_pred=data["score"],
        sensitive_features=data[column],
        random_state=1,
        **resampled,
    )
    for value, row in frame.by_group.iterrows():
        found |= {f"{column}={value} {name}": float(number) for name, number in row.items()}
seconds = time.perf_counter() - begun
print(json.dumps({"values": {}, "resampling": seconds} if replicates else {"values": found}))
