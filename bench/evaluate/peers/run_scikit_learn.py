"""Metrics of scikit-learn: run_scikit_learn.py FILE whole|slices|classes|numbers, or FILE bootstrap REPLICATES, by SciPy's bootstrap."""

import json
import sys
import time

import numpy as np
import pandas as pd
from sklearn import metrics as of

path, what = sys.argv[1:3]


def at_half(metric, **options):
    return lambda labels, scores: metric(labels, scores >= 0.5, **options)


def largest_distance(labels, scores):
    false_rate, true_rate, _ = of.roc_curve(labels, scores)
    return np.max(true_rate - false_rate)


BINARY = {
    "accuracy": at_half(of.accuracy_score),
    "balanced_accuracy": at_half(of.balanced_accuracy_score),
    "precision": at_half(of.precision_score),
    "recall": at_half(of.recall_score),
    "f1": at_half(of.f1_score),
    "f_beta": at_half(of.fbeta_score, beta=2),
    "specificity": at_half(of.recall_score, pos_label=0),
    "selection_rate": lambda labels, scores: np.mean(scores >= 0.5),
    "mcc": at_half(of.matthews_corrcoef),
    "cohen_kappa": at_half(of.cohen_kappa_score),
    "roc_auc": of.roc_auc_score,
    "average_precision": of.average_precision_score,
    "log_loss": of.log_loss,
    "brier": of.brier_score_loss,
    "ks": largest_distance,
}


def computed(labels, scores):
    return {name: float(metric(labels, scores)) for name, metric in BINARY.items()}


def binary(data):
    labels, scores = data["label"].to_numpy(), data["score"].to_numpy()
    found = computed(labels, scores)
    if what == "slices":
        for column in (f"s{place}" for place in range(5)):
            for value, rows in data.groupby(column).indices.items():
                part = computed(labels[rows], scores[rows])
                found |= {f"{column}={value} {name}": number for name, number in part.items()}
    return found


def classes(data):
    names = [f"c{code}" for code in range(10)]
    labels, scores = data["label"].to_numpy(), data[names].to_numpy()
    predicted = np.array(names)[scores.argmax(axis=1)]
    return {
        "accuracy": of.accuracy_score(labels, predicted),
        "f1_macro": of.f1_score(labels, predicted, average="macro"),
        "log_loss": of.log_loss(labels, scores, labels=names),
        "roc_auc_ovr_macro": of.roc_auc_score(labels, scores, multi_class="ovr", labels=names),
    }


def numbers(data):
    sides = data["label"].to_numpy(), data["prediction"].to_numpy()
    return {
        "rmse": of.root_mean_squared_error(*sides),
        "mae": of.mean_absolute_error(*sides),
        "r2": of.r2_score(*sides),
    }


def bootstrap(data, replicates):
    """Each metric by itself, as its users write it; the seconds of this alone."""
    from scipy import stats

    sides = data["label"].to_numpy(), data["score"].to_numpy()
    begun = time.perf_counter()
    for metric in BINARY.values():
        stats.bootstrap(
            sides, metric, n_resamples=replicates, paired=True, vectorized=False, method="percentile", rng=1
        )
    return time.perf_counter() - begun


columns = ["label", "score"] if what in ("whole", "bootstrap") else None
data = pd.read_parquet(path, columns=columns)
if what == "bootstrap":
    print(json.dumps({"values": {}, "resampling": bootstrap(data, int(sys.argv[3]))}))
else:
    found = {"classes": classes, "numbers": numbers}.get(what, binary)(data)
    print(json.dumps({"values": {name: float(value) for name, value in found.items()}}))
