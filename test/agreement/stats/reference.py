"""Writes reference.json: what scikit-learn, SciPy, statsmodels, fairlearn and trec_eval give for small samples.

Run with: python reference.py OUTPUT, with the packages of requirements.txt; the versions used are in the file.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import fairlearn
import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn import metrics as m
from sklearn.calibration import calibration_curve
from problems import TASKS, problem
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

rng = np.random.default_rng(20261121)


def small(task, count):
    """Problems of a task that are not too large to be kept, with and without weights."""
    found = []
    while len(found) < count:
        drawn = problem(task, rng)
        weighted = "weights" in drawn["sample"]
        if 15 < len(drawn["values"]) and 5_000 < len(json.dumps(drawn["sample"])) < 9_000 and weighted == len(found) % 2:
            found.append(drawn)
    return found


def wilson(successes, n, confidence):
    low, high = proportion_confint(successes, n, alpha=1 - confidence, method="wilson")
    return {"successes": successes, "n": n, "confidence": confidence, "low": low, "high": high}


def newcombe(base, candidate):
    low, high = confint_proportions_2indep(*candidate, *base, compare="diff", method="newcomb")
    return {"base": base, "candidate": candidate, "low": low, "high": high}


def newcombe_paired(both_right, only_base, only_candidate, both_wrong):
    """Newcombe 1998, Statistics in Medicine 17, 2635, method 10, as printed there, from statsmodels' Wilson bounds."""
    e, f, g, h = both_right, only_candidate, only_base, both_wrong
    n = e + f + g + h
    (l2, u2), (l3, u3) = (proportion_confint(x, n, method="wilson") for x in (e + f, e + g))
    dl2, du2, dl3, du3 = (e + f) / n - l2, u2 - (e + f) / n, (e + g) / n - l3, u3 - (e + g) / n
    c = e * h - f * g
    if c > n / 2:
        numerator = c - n / 2
    elif c >= 0:
        numerator = 0
    else:
        numerator = c
    product = (e + f) * (g + h) * (e + g) * (f + h)
    phi = numerator / np.sqrt(product) if product else 0
    delta = np.sqrt(dl2**2 - 2 * phi * dl2 * du3 + du3**2)
    epsilon = np.sqrt(du2**2 - 2 * phi * du2 * dl3 + dl3**2)
    counts = {"bothRight": e, "onlyBase": g, "onlyCandidate": f, "bothWrong": h}
    return {"counts": counts, "low": (f - g) / n - delta, "high": (f - g) / n + epsilon}


def welch(base, candidate, confidence):
    interval = stats.ttest_ind(candidate, base, equal_var=False).confidence_interval(confidence)
    return {"base": base, "candidate": candidate, "confidence": confidence, "low": interval.low, "high": interval.high}


def curves(n):
    labels = (rng.random(n) < 0.4).astype(int)
    scores = np.clip(np.round(0.3 * labels + rng.random(n) * 0.7, 2), 0, 1)
    fpr, tpr, roc_thresholds = m.roc_curve(labels, scores, drop_intermediate=False)
    precision, recall, pr_thresholds = m.precision_recall_curve(labels, scores)
    return {
        "labels": labels.tolist(),
        "scores": scores.tolist(),
        "roc": {"fpr": fpr.tolist(), "tpr": tpr.tolist(), "thresholds": [None, *roc_thresholds[1:].tolist()]},
        "precision_recall": {
            "precision": precision[:-1].tolist(),
            "recall": recall[:-1].tolist(),
            "thresholds": pr_thresholds.tolist(),
        },
    }


def calibration(n):
    scores = rng.permutation((np.arange(n) + 0.5) / n)
    labels = (rng.random(n) < scores).astype(int)
    observed, mean_score = calibration_curve(labels, scores, n_bins=10, strategy="quantile")
    return {
        "labels": labels.tolist(),
        "scores": scores.tolist(),
        "observed": observed.tolist(),
        "mean_score": mean_score.tolist(),
    }


def bootstrap(statistic, values, confidence):
    """Replicates by SciPy, and the ends of its percentile and BCa intervals of them."""
    found = {}
    for method in ("percentile", "BCa"):
        result = stats.bootstrap(
            (values,), statistic, confidence_level=confidence, n_resamples=500, method=method, rng=np.random.default_rng(6)
        )
        low, high = result.confidence_interval
        found[method.lower()] = {"low": low, "high": high}
    return {
        "value": statistic(values),
        "confidence": confidence,
        "replicates": result.bootstrap_distribution.tolist(),
        **found,
    }


def bootstraps():
    """Of skewed numbers: a mean, whose replicates are skewed as they are, and a spread, whose replicates are too low."""
    values = np.round(np.random.default_rng(20261122).lognormal(0, 0.8, 40), 3)
    return {
        "values": values.tolist(),
        "mean": bootstrap(np.mean, values, 0.95),
        "root_mean_square": bootstrap(lambda x, axis=-1: np.sqrt(np.mean(x * x, axis=axis)), values, 0.9),
    }


p_values = np.round(rng.random(12) ** 3, 6).tolist() + [0.01, 0.01, 1.0, 0.0]

document = {
    "versions": {
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
        "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__,
        "fairlearn": fairlearn.__version__,
        "ir_measures": version("ir-measures"),
    },
    "problems": [one for task in TASKS for one in small(task, 2)],
    "wilson": [
        wilson(*case)
        for case in [(0, 10, 0.95), (10, 10, 0.95), (1, 3, 0.9), (81, 263, 0.95), (5, 56, 0.99), (999_000, 1_000_000, 0.95)]
    ],
    "newcombe": [newcombe((48, 80), (56, 70)), newcombe((0, 10), (10, 10)), newcombe((3, 29), (5, 56)), newcombe((9, 10), (3, 10))],
    "newcombe_paired": [newcombe_paired(*case) for case in [(36, 2, 12, 0), (20, 5, 2, 23), (20, 5, 5, 2), (54, 0, 0, 0), (0, 9, 3, 0)]],
    "mcnemar": [
        {"only_base": b, "only_candidate": c, "p": mcnemar([[10, b], [c, 10]], exact=True).pvalue}
        for b, c in [(0, 5), (12, 2), (7, 7), (1, 9), (40, 62), (300, 360)]
    ],
    "multiplicity": {
        "p": p_values,
        "holm": multipletests(p_values, method="holm")[1].tolist(),
        "benjamini_hochberg": multipletests(p_values, method="fdr_bh")[1].tolist(),
    },
    "welch": [
        welch(*case)
        for case in [
            ([0.81, 0.84, 0.79], [0.86, 0.87, 0.85], 0.95),
            ([0.5, 0.5, 0.5], [0.5, 0.75], 0.9),
            ([3.1, 2.9, 3.3, 3.0, 2.7], [3.4, 3.6, 1.2, 2.5, 3.3, 3.9], 0.99),
        ]
    ],
    "curves": curves(60),
    "calibration": calibration(200),
    "bootstraps": bootstraps(),
    "normal": [{"confidence": c, "critical": stats.norm.ppf(0.5 + c / 2)} for c in [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]],
}

Path(sys.argv[1]).write_text(json.dumps(document, separators=(",", ":")) + "\n")
