"""Writes reference.json: what other tools find in ratings, in labels beside probabilities, and in counts of groups.

Run with: python reference.py FILE (requirements.txt; the versions used are in the file). Numbers that a tool does not
define (NaN) are null.
"""

import json
import sys
import warnings
from importlib.metadata import version

import krippendorff
import numpy as np
import pandas as pd
from cleanlab.count import (
    compute_confident_joint,
    estimate_joint,
    estimate_latent,
    get_confident_thresholds,
)
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores
from irrCAC.raw import CAC
from scipy import stats
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint, test_proportions_2indep

rng = np.random.default_rng(20261121)
warnings.simplefilter("ignore")  # of tools, about undefined numbers


def number(value):
    return float(value) if np.isfinite(value) else None


def ratings(units, annotators, categories, missing, skill=0.7):
    truth = rng.choice(categories, units, p=rng.dirichlet(np.full(categories, 3.0)))
    guess = rng.integers(0, categories, (units, annotators))
    codes = np.where(rng.random((units, annotators)) < skill, truth[:, None], guess)
    codes[rng.random(codes.shape) < missing] = -1
    return codes


def cohen(codes, categories, weights):
    codes = codes[(codes >= 0).all(axis=1)]
    value = cohen_kappa_score(*codes.T, labels=range(categories), weights=weights)
    table = np.zeros((categories, categories))
    np.add.at(table, tuple(codes.T), 1)
    theirs = cohens_kappa(table, wt=weights)
    assert abs(theirs.kappa - value) < 1e-12
    bounds = (max(-1, theirs.kappa_low), min(1, theirs.kappa_upp))
    return {"value": value, "low": bounds[0], "high": bounds[1], "n": len(codes)}


def agreement(codes, categories, scale):
    given = np.where(codes < 0, np.nan, codes)
    rated = (codes >= 0).sum(axis=1)
    twice = given[rated > 1]
    found = {"codes": codes.ravel().tolist(), "annotators": codes.shape[1], "categories": categories, "scale": scale}
    found["cohen"] = {
        str(weights): cohen(codes[:, :2], categories, weights) for weights in (None, "linear", "quadratic")
    }
    found["fleiss"] = float(CAC(pd.DataFrame(twice), digits=15).fleiss()["est"]["coefficient_value"])
    if len(set(rated)) == 1:
        assert abs(found["fleiss"] - fleiss_kappa(aggregate_raters(codes, categories)[0])) < 1e-12
    values = np.append(scale, np.nan)[codes]
    found["alpha"] = {
        "nominal": krippendorff.alpha(given.T, level_of_measurement="nominal"),
        "ordinal": krippendorff.alpha(given.T, level_of_measurement="ordinal"),
        "interval": krippendorff.alpha(values.T, level_of_measurement="interval"),
    }
    return found


def noisy(rows, classes, noise, sharp=3.0, absent=None):
    prior = rng.dirichlet(np.full(classes, 2.0))
    truth = rng.choice(classes, rows, p=prior)
    flipped = (truth + rng.integers(1, classes, rows)) % classes
    labels = np.where(rng.random(rows) < noise, flipped, truth)
    if absent is not None:
        labels[labels == absent] = (absent + 1) % classes
    scores = rng.normal(size=(rows, classes)) + sharp * np.eye(classes)[truth]
    probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    return labels, probabilities.round(6)


def untied(*args, **options):
    """Noisy labels whose joint is rounded without a choice among equal remainders: there cleanlab does as the processor's
    sorting instructions happen to."""
    while True:
        labels, probabilities = noisy(*args, **options)
        counts = compute_confident_joint(labels, probabilities, calibrate=False)
        given = np.bincount(labels, minlength=len(counts))
        estimated = counts / counts.sum(axis=1, keepdims=True) * given[:, None]
        if not any(choice(row, total) for row, total in zip(estimated, given)):
            return labels, probabilities


def choice(row, total):
    remainders = np.sort((row - row.round())[row > 0])
    halves = (np.abs(np.abs(remainders) - 0.5) < 1e-9).any()
    return halves or (row.round().sum() != total and (np.diff(remainders) < 1e-9).any())


def label_errors(labels, probabilities):
    classes = probabilities.shape[1]
    raw = compute_confident_joint(labels, probabilities, calibrate=False)
    calibrated = compute_confident_joint(labels, probabilities)
    _, noise, _ = estimate_latent(calibrated, labels)
    thresholds = get_confident_thresholds(labels, probabilities)
    return {
        "labels": labels.tolist(),
        "probabilities": probabilities.ravel().tolist(),
        "classes": classes,
        "thresholds": [number(t) if t <= 1 else None for t in thresholds],
        "confident": raw.tolist(),
        "calibrated": calibrated.tolist(),
        "joint": estimate_joint(labels, probabilities).tolist(),
        "noise": noise.tolist(),
        "self_confidence": get_label_quality_scores(labels, probabilities).tolist(),
        "normalized_margin": get_label_quality_scores(labels, probabilities, method="normalized_margin").tolist(),
        "suspects": find_label_issues(
            labels, probabilities, n_jobs=1, return_indices_ranked_by="self_confidence"
        ).tolist(),
    }


def sides(under, over):
    return min(1.0, 2 * min(under, over))


def stated(counts, shares, tolerance):
    n = sum(counts)
    p = []
    for count, share in zip(counts, shares):
        under = stats.binomtest(count, n, (1 - tolerance) * share, alternative="less").pvalue
        over = stats.binomtest(count, n, min(1, (1 + tolerance) * share), alternative="greater").pvalue
        p.append(sides(under, over))
    return {"counts": counts, "shares": shares, "tolerance": tolerance, **corrected(counts, p)}


def sampled(counts, reference, tolerance):
    n, m = sum(counts), sum(reference)
    p = []
    for count, other in zip(counts, reference):
        tails = [
            test_proportions_2indep(
                count, n, other, m, value=ratio, compare="ratio", method="score", correction=False, alternative=side
            ).pvalue
            for ratio, side in ((1 - tolerance, "smaller"), (1 + tolerance, "larger"))
        ]
        p.append(sides(*tails))
    return {"counts": counts, "reference": reference, "tolerance": tolerance, **corrected(counts, p)}


def corrected(counts, p):
    low, high = proportion_confint(np.array(counts), sum(counts), method="wilson")
    return {"low": low.tolist(), "high": high.tolist(), "p": multipletests(p, method="holm")[1].tolist()}


results = {
    "versions": {
        name: version(name)
        for name in ("cleanlab", "irrcac", "krippendorff", "numpy", "scikit-learn", "scipy", "statsmodels")
    },
    "agreement": [
        agreement(ratings(40, 2, 3, 0), 3, [1.0, 2.0, 3.0]),
        agreement(ratings(60, 4, 5, 0), 5, [1.0, 2.0, 4.0, 8.0, 16.0]),
        agreement(ratings(80, 5, 4, 0.35), 4, [-1.5, 0.0, 0.1, 7.0]),
        agreement(ratings(50, 3, 2, 0.2, skill=0.1), 2, [0.0, 1.0]),
        agreement(ratings(30, 3, 9, 0.1, skill=0.9), 9, np.linspace(0, 1, 9).tolist()),
    ],
    "label_errors": [
        label_errors(*untied(300, 3, 0.15)),
        label_errors(*untied(200, 2, 0.3, sharp=1.5)),
        label_errors(*untied(500, 5, 0.2)),
        label_errors(*untied(150, 4, 0.2, absent=2)),
        label_errors(*untied(60, 5, 0.6, sharp=0.5)),
        *(label_errors(*untied(40, 3, 0.25, sharp=2.0)) for _ in range(20)),
    ],
    "representation": [
        stated([480, 520], [0.5, 0.5], 0.0),
        stated([30, 300, 170, 0], [0.1, 0.5, 0.35, 0.05], 0.2),
        stated([3, 17], [0.45, 0.55], 0.1),
        stated([999, 1, 40000], [0.02, 0.0001, 0.9799], 0.05),
        sampled([400, 350, 250], [900, 600, 500], 0.0),
        sampled([60, 340, 600], [1500, 3000, 5500], 0.2),
        sampled([25, 15], [300, 500], 0.1),
    ],
}
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(results, file)
    file.write("\n")
