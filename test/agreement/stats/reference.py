"""Writes reference.json: what scikit-learn, SciPy and statsmodels give for small samples.

Run with: python reference.py (scikit-learn, scipy, statsmodels; the versions used are in the file).
Undefined values (NaN) are left out: the tests name those cases themselves.
"""

import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn import metrics as m
from sklearn.calibration import calibration_curve
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

rng = np.random.default_rng(20261121)


def ece(labels, scores, weights):
    """Sum over 15 right-closed bins of |sum of w (score - label)| over the sum of w."""
    edges = np.linspace(0, 1, 16)
    bins = np.searchsorted(edges[1:-1], scores)
    gaps = [abs(np.sum((weights * (scores - labels))[bins == b])) for b in range(15)]
    return sum(gaps) / weights.sum()


def binary(n, ties, weighted, threshold):
    signal = rng.normal(size=n)
    labels = (signal + rng.normal(size=n) > 0.4).astype(int)
    scores = 1 / (1 + np.exp(-1.3 * signal))
    if ties:
        scores = np.round(scores, 1)
    weights = rng.gamma(2.0, size=n) if weighted else np.ones(n)
    predictions = (scores >= threshold).astype(int)
    w = {"sample_weight": weights}
    positives, negatives = scores[labels == 1], scores[labels == 0]
    values = {
        "accuracy": m.accuracy_score(labels, predictions, **w),
        "balanced_accuracy": m.balanced_accuracy_score(labels, predictions, **w),
        "precision": m.precision_score(labels, predictions, **w),
        "recall": m.recall_score(labels, predictions, **w),
        "f1": m.f1_score(labels, predictions, **w),
        "specificity": m.recall_score(labels, predictions, pos_label=0, **w),
        "mcc": m.matthews_corrcoef(labels, predictions, **w),
        "cohen_kappa": m.cohen_kappa_score(labels, predictions, **w),
        "roc_auc": m.roc_auc_score(labels, scores, **w),
        "average_precision": m.average_precision_score(labels, scores, **w),
        "log_loss": m.log_loss(labels, scores, **w),
        "brier": m.brier_score_loss(labels, scores, **w),
        "ece": ece(labels, scores, weights),
    }
    if weighted:
        fpr, tpr, _ = m.roc_curve(labels, scores, drop_intermediate=False, **w)
        values["ks"] = np.max(np.abs(tpr - fpr))
    else:
        values["ks"] = stats.ks_2samp(positives, negatives).statistic
    return {
        "name": f"{n} rows{', ties' if ties else ''}{', weights' if weighted else ''}, threshold {threshold}",
        "threshold": threshold,
        "labels": labels.tolist(),
        "scores": scores.tolist(),
        "weights": weights.tolist() if weighted else None,
        "values": values,
    }


def multiclass(n, k, ties, weighted):
    labels = np.concatenate([np.arange(k), rng.integers(0, k, n - k)])
    logits = rng.normal(size=(n, k)) + 1.2 * np.eye(k)[labels]
    scores = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    if ties:
        # Dyadic shares: rows sum to exactly 1, and tie often.
        scores = np.round(scores * 8) / 8
        scores[:, -1] = np.clip(1 - scores[:, :-1].sum(axis=1), 0, 1)
        scores = scores / scores.sum(axis=1, keepdims=True)
    predictions = scores.argmax(axis=1)
    weights = rng.gamma(2.0, size=n) if weighted else np.ones(n)
    w = {"sample_weight": weights}
    values = {
        "accuracy": m.accuracy_score(labels, predictions, **w),
        "balanced_accuracy": m.balanced_accuracy_score(labels, predictions, **w),
        "mcc": m.matthews_corrcoef(labels, predictions, **w),
        "cohen_kappa": m.cohen_kappa_score(labels, predictions, **w),
        "log_loss": m.log_loss(labels, scores, **w),
        "top_k_accuracy": m.top_k_accuracy_score(labels, scores, k=2, **w),
    }
    # Weights in multiclass one-vs-rest: scikit-learn's own mean of binary areas.
    values["roc_auc_ovr_macro"] = np.mean([m.roc_auc_score(labels == c, scores[:, c], **w) for c in range(k)])
    if not weighted:
        assert np.isclose(values["roc_auc_ovr_macro"], m.roc_auc_score(labels, scores, multi_class="ovr"))
    for name, score in {"precision": m.precision_score, "recall": m.recall_score, "f1": m.f1_score}.items():
        for average in ["macro", "weighted", "micro"]:
            values[f"{name}_{average}"] = score(labels, predictions, average=average, zero_division=np.nan, **w)
        each = score(labels, predictions, average=None, labels=range(k), zero_division=np.nan, **w)
        for code in range(k):
            values[f"{name}:class {code}"] = each[code]
    return {
        "name": f"{n} rows, {k} classes{', ties' if ties else ''}{', weights' if weighted else ''}",
        "classes": [f"class {code}" for code in range(k)],
        "labels": labels.tolist(),
        "scores": scores.T.tolist(),
        "weights": weights.tolist() if weighted else None,
        "values": {name: value for name, value in values.items() if not np.isnan(value)},
    }


def regression(n, weighted):
    labels = np.round(rng.gamma(3.0, 20.0, size=n), 2)
    predictions = np.round(np.clip(labels + rng.normal(2, 9, size=n), 0, None), 3)
    labels[0] = 0
    weights = rng.gamma(2.0, size=n) if weighted else np.ones(n)
    w = {"sample_weight": weights}
    size = np.abs(labels) + np.abs(predictions)
    share = np.where(size == 0, 0, 2 * np.abs(labels - predictions) / np.where(size == 0, 1, size))
    values = {
        "mae": m.mean_absolute_error(labels, predictions, **w),
        "mse": m.mean_squared_error(labels, predictions, **w),
        "rmse": m.root_mean_squared_error(labels, predictions, **w),
        "rmsle": m.root_mean_squared_log_error(labels, predictions, **w),
        "mape": m.mean_absolute_percentage_error(labels, predictions, **w),
        "smape": np.average(share, weights=weights),
        "r2": m.r2_score(labels, predictions, **w),
        "median_ae": m.median_absolute_error(labels, predictions, **w),
        "max_error": m.max_error(labels, predictions),
        "explained_variance": m.explained_variance_score(labels, predictions, **w),
    }
    return {
        "name": f"{n} rows{', weights' if weighted else ''}",
        "labels": labels.tolist(),
        "predictions": predictions.tolist(),
        "weights": weights.tolist() if weighted else None,
        "values": values,
    }


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


p_values = np.round(rng.random(12) ** 3, 6).tolist() + [0.01, 0.01, 1.0, 0.0]

document = {
    "made_by": {
        "script": "reference.py",
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
        "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__,
    },
    "binary": [
        binary(60, ties=False, weighted=False, threshold=0.5),
        binary(80, ties=True, weighted=False, threshold=0.3),
        binary(70, ties=True, weighted=True, threshold=0.6),
        binary(75, ties=False, weighted=True, threshold=0.45),
    ],
    "multiclass": [
        multiclass(60, 3, ties=False, weighted=False),
        multiclass(90, 5, ties=True, weighted=False),
        multiclass(80, 4, ties=True, weighted=True),
    ],
    "regression": [regression(41, weighted=False), regression(60, weighted=False), regression(50, weighted=True)],
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
    "curves": curves(60),
    "calibration": calibration(200),
    "normal": [{"confidence": c, "critical": stats.norm.ppf(0.5 + c / 2)} for c in [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]],
}

Path(__file__).with_suffix(".json").write_text(json.dumps(document, separators=(",", ":")) + "\n")
