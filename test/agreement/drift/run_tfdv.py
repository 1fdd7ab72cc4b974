"""TFDV's own numbers, by its comparators: of texts from its statistics, of numbers from exact standard histograms.

TFDV's statistics of numbers are estimates (a sketch of quantiles); what it makes of those is kept as "sketch".
"""

import numpy as np
import tensorflow_data_validation as tfdv
from split import CUTS, ODD, cut, finite, numeric, odd, pd, write
from tensorflow_metadata.proto.v0 import schema_pb2, statistics_pb2

JSD, LINF = "jensen_shannon_divergence", "infinity_norm"


def texts(side):
    return tfdv.generate_statistics_from_dataframe(pd.DataFrame({"x": side.astype(object)}))


def histogram(buckets, nans=0):
    """Statistics with these standard buckets: (low, high, count)."""
    statistics = statistics_pb2.DatasetFeatureStatisticsList()
    dataset = statistics.datasets.add(num_examples=1)
    feature = dataset.features.add(type=statistics_pb2.FeatureNameStatistics.FLOAT)
    feature.path.step.append("x")
    feature.num_stats.common_stats.num_non_missing = 1
    standard = feature.num_stats.histograms.add(type=statistics_pb2.Histogram.STANDARD, num_nan=nans)
    for low, high, count in buckets:
        standard.buckets.add(low_value=low, high_value=high, sample_count=count)
    return statistics


def exact(side):
    values = side.dropna().to_numpy(dtype=float)
    low, high = values.min(), values.max()
    if low == high:
        return histogram([(low, low, len(values))])
    counts, edges = np.histogram(values, np.linspace(low, high, 11))
    return histogram(zip(edges[:-1], edges[1:], counts))


def compare(reference, current, comparator, feature_type):
    schema = schema_pb2.Schema()
    feature = schema.feature.add(name="x", type=feature_type)
    getattr(feature.drift_comparator, comparator).threshold = 0.0
    anomalies = tfdv.validate_statistics(current, schema, previous_statistics=reference)
    found = [m.value for info in anomalies.drift_skew_info for m in info.drift_measurements]
    return finite(found[0]) if found else None


def measure(reference, current, is_number):
    if not is_number:
        sides = texts(reference), texts(current)
        return {"jsd": compare(*sides, JSD, schema_pb2.BYTES), "linf": compare(*sides, LINF, schema_pb2.BYTES)}
    sketches = [tfdv.generate_statistics_from_dataframe(pd.DataFrame({"x": side.astype(float)})) for side in (reference, current)]
    return {
        "jsd": compare(exact(reference), exact(current), JSD, schema_pb2.FLOAT),
        "sketch": compare(*sketches, JSD, schema_pb2.FLOAT),
    }


inf = float("inf")
HISTOGRAMS = [
    # The unit vectors of metrics_test.cc: buckets and NaN of both sides.
    ([(1, 2, 2), (2, 3, 2)], 0, [(2, 4, 2), (4, 6, 2)], 0),
    ([(1, 2, 3)], 1, [(1, 2, 4)], 0),
    ([(0, 1, 2), (1, 2, 2)], 0, [(3, 4, 2), (4, 6, 2)], 0),
    ([(1, 1, 4)], 0, [(2, 4, 2), (4, 6, 2)], 0),
    ([(1, 1, 4)], 0, [(2, 2, 4)], 0),
    ([(10, 10, 21)], 0, [(0, 4, 150), (4, 12, 200), (12, 20, 20)], 0),
    # NaN, infinities and points on both sides.
    ([(1, 2, 3), (2, 3, 3)], 1, [(1, 2, 3), (2, 3, 3)], 1),
    ([(1, 2, 3), (2, 3, 3)], 1, [(1, 2, 3), (2, 4, 3)], 2),
    ([(-inf, -inf, 1), (1, 2, 3), (inf, inf, 2)], 0, [(1, 2, 3), (inf, inf, 2)], 0),
    ([(1, 1, 3)], 0, [(1, 1, 5)], 0),
    ([(-inf, -inf, 2)], 0, [(inf, inf, 2)], 0),
    ([(0, 1, 2), (1, 3, 7)], 0, [(0.5, 2.5, 4), (2.5, 3, 1)], 0),
]

results = {"cuts": {}, "odd": {}, "histograms": []}
for name in CUTS:
    reference, current = cut(name)
    results["cuts"][name] = {c: measure(reference[c], current[c], numeric(c)) for c in reference.columns}
for name in ODD:
    reference, current = odd(name)
    results["odd"][name] = measure(reference, current, pd.api.types.is_numeric_dtype(reference))
for a, nans_a, b, nans_b in HISTOGRAMS:
    value = compare(histogram(a, nans_a), histogram(b, nans_b), JSD, schema_pb2.FLOAT)
    plain = [[[str(x) if abs(x) == inf else x for x in bucket] for bucket in side] for side in (a, b)]
    results["histograms"].append({"reference": plain[0], "current": plain[1], "nans": [nans_a, nans_b], "jsd": value})
versions = {"tensorflow-data-validation": tfdv.__version__, "numpy": np.__version__, "pandas": pd.__version__}
write("tfdv", versions, results)
