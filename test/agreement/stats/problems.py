"""Random problems of every task, and what scikit-learn, SciPy, fairlearn and trec_eval (by ir_measures) say of them.

Run with: python problems.py OUTPUT COUNT SEED. A problem is {task, name, sample, values}; a value is {metric, ..., value}
with null where the tool says that the metric is undefined (a warning, an error or NaN), or where this script says why.
"""

import json
import sys
import warnings

import fairlearn.metrics as fm
import ir_measures
import numpy as np
from scipy import stats
from sklearn import metrics as m


class Values(list):
    """What a tool says of each metric."""

    def add(self, metric, of, undefined=False, **spec):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                value = None if undefined else float(of())
            except (Warning, ValueError, ZeroDivisionError):
                value = None
        self.append({"metric": metric, **spec, "value": value if value is None or np.isfinite(value) else None})


def size(rng):
    return int(rng.choice([2, 3, 7, 20, 60, 150, 300]))


def weights_of(rng, n):
    """None, or weights: any, whole numbers, or some that are zero."""
    kind = rng.integers(4)
    if kind == 0:
        return np.round(rng.gamma(2.0, size=n), 3) + 0.001
    if kind == 1:
        weights = rng.integers(0, 4, n).astype(float)
        weights[rng.integers(n)] = 1
        return weights
    return None


def scores_of(rng, signal):
    """Probabilities: different ones, in tenths, or all alike."""
    scores = 1 / (1 + np.exp(-1.3 * signal))
    kind = rng.integers(5)
    if kind == 0:
        return np.full(len(scores), 0.25)
    return np.round(scores, 1) if kind < 3 else scores


def ece(scores, right, weights, bins, mass):
    """Sum over right-closed bins of |sum of w (score - right)| over the sum of w."""
    edges = np.quantile(scores, np.linspace(0, 1, bins + 1)) if mass else np.linspace(0, 1, bins + 1)
    place = np.searchsorted(edges[1:-1], scores)
    return sum(abs(np.sum((weights * (scores - right))[place == b])) for b in range(bins)) / weights.sum()


def odds_ratio(labels, predictions, sensitive_features, sample_weight):
    """fairlearn's minimum of a number and NaN is either, by their order: rates of 0 in every group do not differ."""
    frames = [
        fm.MetricFrame(
            metrics=rate,
            y_true=labels,
            y_pred=predictions,
            sensitive_features=sensitive_features,
            sample_params={"sample_weight": sample_weight},
        )
        for rate in [fm.true_positive_rate, fm.false_positive_rate]
    ]
    return np.min(np.nan_to_num([frame.ratio() for frame in frames], nan=1))


def named(rows, weights, groups=None):
    return f"{rows} rows{', weights' if weights is not None else ''}{', groups' if groups is not None else ''}"


def binary(rng):
    n = size(rng)
    signal = rng.normal(size=n)
    labels = (signal + rng.normal(size=n) > rng.choice([-1.0, 0.4, 1.5])).astype(int)
    scores = scores_of(rng, signal)
    threshold = float(rng.choice([0.25, 0.3, 0.5, 0.6]))
    given = weights_of(rng, n)
    weights = np.ones(n) if given is None else given
    groups = rng.integers(0, rng.integers(2, 4), n)
    predictions = (scores >= threshold).astype(int)
    w = {"sample_weight": weights}
    at = {"threshold": threshold}
    there = weights > 0
    classes, decided = set(labels[there]), set(predictions[there])
    positives = weights[labels == 1].sum() > 0
    either = positives or weights[predictions == 1].sum() > 0
    v = Values()
    v.add("accuracy", lambda: m.accuracy_score(labels, predictions, **w), **at)
    v.add("balanced_accuracy", lambda: m.balanced_accuracy_score(labels, predictions, **w), len(classes) < 2, **at)
    v.add("precision", lambda: m.precision_score(labels, predictions, **w), **at)
    v.add("recall", lambda: m.recall_score(labels, predictions, **w), **at)
    v.add("f1", lambda: m.f1_score(labels, predictions, **w), not either, **at)
    for beta in [2, 0.5]:
        v.add("f_beta", lambda: m.fbeta_score(labels, predictions, beta=beta, **w), not either, beta=beta, **at)
    v.add("specificity", lambda: m.recall_score(labels, predictions, pos_label=0, **w), **at)
    v.add("selection_rate", lambda: fm.selection_rate(labels, predictions, **w), **at)
    mcc_undefined = len(classes) < 2 or len(decided) < 2
    v.add("mcc", lambda: m.matthews_corrcoef(labels, predictions, **w), mcc_undefined, **at)
    v.add("cohen_kappa", lambda: m.cohen_kappa_score(labels, predictions, **w), len(classes | decided) < 2, **at)
    v.add("roc_auc", lambda: m.roc_auc_score(labels, scores, **w), len(classes) < 2)
    v.add("average_precision", lambda: m.average_precision_score(labels, scores, **w), not positives)
    v.add("log_loss", lambda: m.log_loss(labels, scores, labels=[0, 1], **w))
    v.add("brier", lambda: m.brier_score_loss(labels, scores, labels=[0, 1], **w))
    for bins in [15, 5]:
        v.add("ece", lambda: ece(scores, labels, weights, bins, False), bins=bins)
        v.add("ece_equal_mass", lambda: ece(scores, labels, weights, bins, True), bins=bins)
    if given is None:
        v.add("ks", lambda: stats.ks_2samp(scores[labels == 1], scores[labels == 0]).statistic, len(classes) < 2)
    else:
        def ks():
            false, true, _ = m.roc_curve(labels, scores, drop_intermediate=False, **w)
            return np.max(np.abs(true - false))
        v.add("ks", ks, len(classes) < 2)
    fair = {"sensitive_features": groups, **w}
    sums = lambda rows: [weights[rows & (groups == g)].sum() for g in set(groups)]
    alone = len(set(groups)) < 2
    unweighted = min(sums(np.full(n, True))) == 0
    no_positives = min(sums(labels == 1)) == 0
    no_odds = no_positives or min(sums(labels == 0)) == 0
    for kind in ["difference", "ratio"]:
        for name, undefined in [
            ("demographic_parity", alone or unweighted),
            ("equal_opportunity", alone or no_positives),
            ("equalized_odds", alone or no_odds),
        ]:
            of = odds_ratio if (name, kind) == ("equalized_odds", "ratio") else getattr(fm, f"{name}_{kind}")
            v.add(f"{name}_{kind}:part", lambda: of(labels, predictions, **fair), undefined, **at)
    sample = {"labels": labels, "scores": scores, "weights": given, "attributes": {"part": groups}}
    return sample, v, f"{named(n, given)}, threshold {threshold}"


def multiclass(rng):
    k = int(rng.integers(3, 7))
    n = max(k, size(rng))
    labels = np.concatenate([np.arange(k), rng.integers(0, k, n - k)]) if rng.random() < 0.8 else rng.integers(0, k, n)
    logits = rng.normal(size=(n, k)) + 1.2 * np.eye(k)[labels]
    scores = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    if rng.random() < 0.5:
        # Eighths: rows sum to exactly 1, and tie often.
        eighths = np.zeros((n, k))
        for i in range(8):
            eighths[np.arange(n), (scores.cumsum(axis=1) > (i + 0.5) / 8).argmax(axis=1)] += 1
        scores = eighths / 8
    given = weights_of(rng, n)
    weights = np.ones(n) if given is None else given
    predictions = scores.argmax(axis=1)
    w = {"sample_weight": weights}
    there = weights > 0
    classes, decided = set(labels[there]), set(predictions[there])
    support = np.array([weights[labels == c].sum() for c in range(k)])
    predicted = np.array([weights[predictions == c].sum() for c in range(k)])
    names = range(k)
    v = Values()
    v.add("accuracy", lambda: m.accuracy_score(labels, predictions, **w))
    # A label without weight is no class of the sample.
    v.add("balanced_accuracy", lambda: m.balanced_accuracy_score(labels[there], predictions[there], sample_weight=weights[there]), len(classes) < 2 or not decided <= classes)
    v[-1:] = [] if not decided <= classes else v[-1:]
    v.add("mcc", lambda: m.matthews_corrcoef(labels, predictions, **w), len(classes) < 2 or len(decided) < 2)
    v.add("cohen_kappa", lambda: m.cohen_kappa_score(labels, predictions, **w), len(classes | decided) < 2)
    v.add("log_loss", lambda: m.log_loss(labels, scores, labels=names, **w))
    v.add("brier", lambda: m.brier_score_loss(labels, scores, labels=names, **w))
    for top in [2, 3]:
        if top < k:
            v.add("top_k_accuracy", lambda: m.top_k_accuracy_score(labels, scores, k=top, labels=names, **w), k=top)
    confidence, right = scores.max(axis=1), predictions == labels
    for bins in [15, 5]:
        v.add("ece", lambda: ece(confidence, right, weights, bins, False), bins=bins)
        v.add("ece_equal_mass", lambda: ece(confidence, right, weights, bins, True), bins=bins)
    gone = len(classes) < k
    one_hot = np.eye(k)[labels]
    for average in ["macro", "weighted"]:
        # One class against the rest with weights: the mean of scikit-learn's binary areas, which it is without weights.
        shares = None if average == "macro" else support
        each = lambda of: np.average([of(one_hot[:, c], scores[:, c], **w) for c in names], weights=shares)
        v.add(f"roc_auc_ovr_{average}", lambda: each(m.roc_auc_score), gone)
        v.add(f"average_precision_{average}", lambda: each(m.average_precision_score), gone)
        if given is None and not gone:
            assert np.isclose(v[-2]["value"], m.roc_auc_score(labels, scores, multi_class="ovr", average=average))
            v.add(f"roc_auc_ovo_{average}", lambda: m.roc_auc_score(labels, scores, multi_class="ovo", average=average))
    scorers = {
        "precision": m.precision_score,
        "recall": m.recall_score,
        "f1": m.f1_score,
        "f_beta": lambda *a, **b: m.fbeta_score(*a, beta=2, **b),
    }
    undefined_in = {
        "precision": lambda c: predicted[c] == 0,
        "recall": lambda c: support[c] == 0,
        "f1": lambda c: support[c] + predicted[c] == 0,
        "f_beta": lambda c: support[c] + predicted[c] == 0,
    }
    present = [c for c in names if support[c] + predicted[c] > 0]
    for name, score in scorers.items():
        options = {"zero_division": np.nan, **w}
        v.add(f"{name}_micro", lambda: score(labels, predictions, average="micro", **options))
        hole = any(undefined_in[name](c) for c in present)
        v.add(f"{name}_macro", lambda: score(labels, predictions, average="macro", labels=present, **options), hole)
        hole = any(undefined_in[name](c) for c in present if support[c] > 0)
        v.add(f"{name}_weighted", lambda: score(labels, predictions, average="weighted", labels=[c for c in present if support[c] > 0], **options), hole)
        each = score(labels, predictions, average=None, labels=names, **options)
        for c in names:
            v.add(f"{name}:class {c}", lambda: each[c])
    sample = {"labels": labels, "classes": [f"class {c}" for c in names], "scores": scores.T, "weights": given}
    return sample, v, f"{named(n, given)}, {k} classes"


def multilabel(rng):
    n, k = size(rng), int(rng.integers(2, 6))
    signal = rng.normal(size=(n, k))
    labels = (signal + rng.normal(size=(n, k)) > rng.normal(0.3, 0.8, k)).astype(int)
    scores = np.column_stack([scores_of(rng, signal[:, c]) for c in range(k)])
    given = weights_of(rng, n)
    weights = np.ones(n) if given is None else given
    w = {"sample_weight": weights}
    threshold = float(rng.choice([0.3, 0.5]))
    at = {"threshold": threshold}
    predictions = (scores >= threshold).astype(int)
    support, predicted = weights @ labels, weights @ predictions
    v = Values()
    v.add("subset_accuracy", lambda: m.accuracy_score(labels, predictions, **w), **at)
    v.add("hamming_loss", lambda: m.hamming_loss(labels, predictions, **w), **at)
    v.add("f1_samples", lambda: m.f1_score(labels, predictions, average="samples", zero_division=1.0, **w), **at)
    v.add("jaccard_samples", lambda: m.jaccard_score(labels, predictions, average="samples", zero_division=1.0, **w), **at)
    v.add("lrap", lambda: m.label_ranking_average_precision_score(labels, scores, **w))
    v.add("ranking_loss", lambda: m.label_ranking_loss(labels, scores, **w))
    v.add("log_loss", lambda: np.mean([m.log_loss(labels[:, c], scores[:, c], labels=[0, 1], **w) for c in range(k)]))
    gone = (support == 0).any()
    v.add("roc_auc_macro", lambda: m.roc_auc_score(labels, scores, **w), gone or (support == weights.sum()).any())
    v.add("average_precision_macro", lambda: m.average_precision_score(labels, scores, **w), gone)
    undefined = {"precision": predicted == 0, "recall": support == 0}
    undefined["f1"] = undefined["f_beta"] = support + predicted == 0
    present = np.flatnonzero(support + predicted > 0)
    supported = np.flatnonzero(support > 0)
    scorers = {
        "precision": m.precision_score,
        "recall": m.recall_score,
        "f1": m.f1_score,
        "f_beta": lambda *a, **b: m.fbeta_score(*a, beta=2, **b),
    }
    for name, score in scorers.items():
        options = {"zero_division": np.nan, **w}
        nothing = undefined[name].all() if name != "precision" else predicted.sum() == 0
        v.add(f"{name}_micro", lambda: score(labels, predictions, average="micro", **options), nothing, **at)
        for average, classes in [("macro", present), ("weighted", supported)]:
            hole = len(classes) == 0 or undefined[name][classes].any()
            v.add(f"{name}_{average}", lambda: score(labels, predictions, average=average, labels=classes, **options), hole, **at)
        each = score(labels, predictions, average=None, **options)
        for c in range(k):
            v.add(f"{name}:class {c}", lambda: each[c], **at)
    sample = {"labels": labels.T, "classes": [f"class {c}" for c in range(k)], "scores": scores.T, "weights": given}
    return sample, v, f"{named(n, given)}, {k} classes"


def regression(rng):
    n = size(rng)
    labels = np.round(rng.gamma(3.0, 20.0, size=n), int(rng.integers(0, 3)))
    predictions = np.round(np.clip(labels + rng.normal(2, 9, size=n), 0, None), 3)
    if rng.random() < 0.3:
        labels[0] = 0
    if rng.random() < 0.1:
        labels[:] = 4
    scales = np.round(rng.gamma(2.0, 5.0, size=n), 2) + 0.01
    given = weights_of(rng, n)
    weights = np.ones(n) if given is None else given
    w = {"sample_weight": weights}
    there = weights > 0
    constant = len(set(labels[there])) < 2
    size_of = np.abs(labels) + np.abs(predictions)
    share = np.where(size_of == 0, 0, 2 * np.abs(labels - predictions) / np.where(size_of == 0, 1, size_of))
    errors = np.abs(labels - predictions)
    v = Values()
    v.add("mae", lambda: m.mean_absolute_error(labels, predictions, **w))
    v.add("mse", lambda: m.mean_squared_error(labels, predictions, **w))
    v.add("rmse", lambda: m.root_mean_squared_error(labels, predictions, **w))
    v.add("rmsle", lambda: m.root_mean_squared_log_error(labels, predictions, **w))
    v.add("mape", lambda: m.mean_absolute_percentage_error(labels, predictions, **w))
    v.add("smape", lambda: np.average(share, weights=weights))
    v.add("wape", lambda: np.sum(weights * errors) / np.sum(weights * np.abs(labels)), (weights * np.abs(labels)).sum() == 0)
    v.add("mase", lambda: np.average(errors / scales, weights=weights))
    v.add("r2", lambda: m.r2_score(labels, predictions, **w), constant)
    v.add("explained_variance", lambda: m.explained_variance_score(labels, predictions, **w), constant)
    if not (weights == 0).any():
        v.add("median_ae", lambda: m.median_absolute_error(labels, predictions, **w))
    v.add("max_error", lambda: m.max_error(labels[there], predictions[there]))
    for level in [0.9, 0.5, 0.25]:
        v.add("error_quantile", lambda: np.quantile(errors, level, method="inverted_cdf", weights=weights), level=level)
        v.add("pinball", lambda: m.mean_pinball_loss(labels, predictions, alpha=level, **w), level=level)
    sample = {"labels": labels, "predictions": predictions, "scales": scales, "weights": given}
    return sample, v, named(n, given)


def quantile(rng):
    n = size(rng)
    levels = [0.05, 0.25, 0.5, 0.75, 0.95]
    centre = rng.normal(size=n) * 10
    labels = np.round(centre + rng.normal(size=n) * 3, 1)
    offsets = stats.norm.ppf(levels) * 3
    predictions = np.round(centre[None, :] + offsets[:, None] + rng.normal(size=(5, n)) * 0.8, 1)
    given = weights_of(rng, n)
    weights = np.ones(n) if given is None else given
    w = {"sample_weight": weights}
    mean = lambda values: np.average(values, weights=weights)
    each = [m.mean_pinball_loss(labels, predictions[i], alpha=level, **w) for i, level in enumerate(levels)]
    v = Values()
    v.add("pinball", lambda: np.mean(each))
    for i, level in enumerate(levels):
        v.add("pinball", lambda: each[i], level=level)
        v.add("quantile_share", lambda: mean(labels <= predictions[i]), level=level)
    v.add("pinball", lambda: 0, True, level=0.4)
    for low, high, spec in [(0, 4, {}), (0, 4, {"level": 0.9}), (1, 3, {"level": 0.5})]:
        a, b, nominal = predictions[low], predictions[high], levels[high] - levels[low]
        inside = (labels >= a) & (labels <= b)
        # Gneiting & Raftery, equation 43; and by equation 47, 2 / alpha times the sum of the two pinball losses.
        score = (b - a) + 2 / (1 - nominal) * ((a - labels) * (labels < a) + (labels - b) * (labels > b))
        assert np.isclose(mean(score), 2 / (1 - nominal) * (each[low] + each[high]))
        v.add("coverage", lambda: mean(inside), **spec)
        v.add("coverage_error", lambda: abs(mean(inside) - nominal), **spec)
        v.add("interval_width", lambda: mean(b - a), **spec)
        v.add("interval_score", lambda: mean(score), **spec)
    v.add("quantile_crossing", lambda: mean((np.diff(predictions, axis=0) < 0).any(axis=0)))
    sample = {"labels": labels, "levels": levels, "predictions": predictions, "weights": given}
    return sample, v, named(n, given)


def ranking(rng):
    count = int(rng.choice([1, 2, 10, 40]))
    sizes = rng.integers(1, 25, count)
    queries = np.repeat(np.arange(count), sizes)
    n = len(queries)
    relevance = np.minimum(rng.integers(0, 4, n), rng.integers(0, 4, n))
    ties = rng.random() < 0.5
    scores = np.round(relevance + rng.normal(size=n) * 2, 0) if ties else relevance + rng.normal(size=n) * 2
    weights = np.round(rng.gamma(2.0, size=count), 2) + 0.01 if rng.random() < 0.5 else None
    told = [q for q in range(count) if relevance[queries == q].any()]
    shares = None if weights is None else weights[told]
    v = Values()

    def mean(of):
        return np.average([of(queries == q) for q in told], weights=shares) if told else np.nan

    def ndcg(k):
        # scikit-learn wants two items: one that nobody asked for, last, changes nothing.
        return lambda rows: m.ndcg_score(
            [np.append(relevance[rows], 0)], [np.append(scores[rows], scores.min() - 1)], k=k
        )

    for k in [None, 1, 5, 10]:
        v.add("ndcg", lambda: mean(ndcg(k)), **({} if k is None else {"k": k}))
    if not ties:
        run = [ir_measures.ScoredDoc(str(q), str(i), float(s)) for i, (q, s) in enumerate(zip(queries, scores))]
        truth = [ir_measures.Qrel(str(q), str(i), int(r)) for i, (q, r) in enumerate(zip(queries, relevance))]
        for metric, of, k in [
            ("map", ir_measures.AP, None),
            ("map", ir_measures.AP @ 5, 5),
            ("mrr", ir_measures.RR, None),
            ("recall", ir_measures.R @ 5, 5),
            ("recall", ir_measures.R @ 10, 10),
            ("precision", ir_measures.P @ 5, 5),
            ("hit_rate", ir_measures.Success @ 1, 1),
            ("hit_rate", ir_measures.Success @ 10, 10),
        ]:
            by_query = {int(one.query_id): one.value for one in ir_measures.iter_calc([of], truth, run)}
            v.add(metric, lambda: np.average([by_query[q] for q in told], weights=shares), not told, **({} if k is None else {"k": k}))
    elif told:
        by_order(rng, v, queries, relevance, scores, told, shares)
    row_weights = None if weights is None else weights[queries]
    sample = {"labels": relevance, "scores": scores, "queries": queries, "weights": row_weights}
    return sample, v, f"{count} queries, {n} rows{', ties' if ties else ''}{', weights' if weights is not None else ''}"


def by_order(rng, v, queries, relevance, scores, told, shares):
    """Ties: exact expectations over all orders of tied items, by enumeration of where the relevant ones stand."""
    from itertools import combinations, product

    def orders(rows):
        groups = []
        for score in sorted(set(scores[rows]), reverse=True):
            tied = relevance[rows][scores[rows] == score] > 0
            groups.append([[i in c for i in range(len(tied))] for c in combinations(range(len(tied)), int(tied.sum()))])
        return groups

    def expected(of, k):
        def query(rows):
            groups = orders(rows)
            if np.prod([float(len(group)) for group in groups]) > 2_000:
                raise ValueError("too many orders")
            return np.mean([of(np.array(sum(order, [])), k) for order in product(*groups)])
        return lambda: np.average([query(queries == q) for q in told], weights=shares)

    places = lambda hits: np.arange(1, len(hits) + 1)
    formulas = {
        "map": lambda hits, k: (hits * np.cumsum(hits) / places(hits))[:k].sum() / hits.sum(),
        "mrr": lambda hits, k: 1 / (np.argmax(hits) + 1) if hits[:k].any() else 0,
        "recall": lambda hits, k: hits[:k].sum() / hits.sum(),
        "precision": lambda hits, k: hits[:k].sum() / k,
        "hit_rate": lambda hits, k: hits[:k].any(),
    }
    for metric, of in formulas.items():
        for k in [1, 3, 10]:
            v.add(metric, expected(of, k), k=k)
            if v[-1]["value"] is None:
                v.pop()


TASKS = {
    "binary": binary,
    "multiclass": multiclass,
    "multilabel": multilabel,
    "regression": regression,
    "quantile": quantile,
    "ranking": ranking,
}


def plain(value):
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items() if inner is not None}
    return value.tolist() if isinstance(value, np.ndarray) else value


def problem(task, rng):
    sample, values, name = TASKS[task](rng)
    return {"task": task, "name": f"{task}: {name}", "sample": plain(sample), "values": list(values)}


if __name__ == "__main__":
    output, count, seed = sys.argv[1:]
    rng = np.random.default_rng(int(seed))
    tasks = [list(TASKS)[i % len(TASKS)] for i in range(int(count))]
    with open(output, "w", encoding="utf-8") as file:
        json.dump([problem(task, rng) for task in tasks], file)
