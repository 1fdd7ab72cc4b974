"""NannyML's own numbers: Jensen-Shannon, values and thresholds, by chunks of a size, by day, and as one chunk."""

import nannyml
import numpy
import pandas as pd
import scipy
from nannyml.chunk import CountBasedChunker, DefaultChunker, PeriodBasedChunker, SizeBasedChunker
from nannyml.drift.univariate import UnivariateDriftCalculator
from split import CUTS, ODD, cut, finite, odd, write

SIZE = 2000
# Rows are of days, 1,700 each, so that chunks by the value of a column can be held to NannyML's chunks by period.
ROWS_A_DAY = 1700


def with_days(frame):
    days = pd.Timestamp("2026-01-01") + pd.to_timedelta(frame.index // ROWS_A_DAY, unit="D")
    return frame.assign(day=days)


def run(reference, current, fit, calculate=None, timestamps=None):
    """Chunks of the current side, by the chunker that thresholds are fitted by, or by another."""
    calculator = UnivariateDriftCalculator(column_names=["x"], chunker=fit, timestamp_column_name=timestamps).fit(reference)
    if calculate is not None:
        calculator.chunker = calculate
    found = calculator.calculate(current).filter(period="analysis").to_df()
    name = ("x", "jensen_shannon")
    threshold = finite(found[(*name, "upper_threshold")].iloc[0])
    chunks = [
        {"chunk": row[("chunk", "chunk", "key")], "value": finite(row[(*name, "value")]), "drift": bool(row[(*name, "alert")])}
        for _, row in found.iterrows()
    ]
    return {"threshold": threshold, "chunks": chunks}


def measure(reference, current):
    one = CountBasedChunker(chunk_number=1)
    return {"one": run(reference, current, DefaultChunker(), one), "size": run(reference, current, SizeBasedChunker(SIZE))}


results = {"cuts": {}, "odd": {}, "size": SIZE, "rows_a_day": ROWS_A_DAY, "days": {}}
for name in CUTS:
    reference, current = cut(name)
    results["cuts"][name] = {
        c: measure(reference[[c]].rename(columns={c: "x"}), current[[c]].rename(columns={c: "x"}))
        for c in reference.columns
    }
reference, current = cut("whole")
for column in ("age", "workclass"):
    sides = [with_days(side[[column]].rename(columns={column: "x"})) for side in (reference, current)]
    chunker = PeriodBasedChunker(offset="D", timestamp_column_name="day")
    results["days"][column] = run(*sides, chunker, timestamps="day")
for name in ODD:
    sides = odd(name)
    as_texts = [side if pd.api.types.is_numeric_dtype(side) else side.astype("category") for side in sides]
    results["odd"][name] = measure(*(side.to_frame("x") for side in as_texts))
versions = {"nannyml": nannyml.__version__, "numpy": numpy.__version__, "pandas": pd.__version__, "scipy": scipy.__version__}
write("nannyml", versions, results)
