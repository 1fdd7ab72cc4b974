"""Data of the drift benchmark, seeded: make_data.py FOLDER writes {d1,d3}_{ref,cur}.parquet.

D1: two halves of 500,000 rows and 20 columns (12 floating-point, four of them with nulls; an id and two further integers;
five texts of 5 to 1,000 values). The current half has two numeric columns and one text that drift.
D3: 100,000 rows of 500 floating-point columns on each side, of which half are shifted by 0.05 to 0.45.
"""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SHAPES = (
    lambda random, rows, place: random.normal(50 + place, 10, rows),
    lambda random, rows, place: random.lognormal(1, 0.6, rows),
    lambda random, rows, place: random.uniform(0, 1000, rows),
    lambda random, rows, place: random.gamma(2, 3, rows),
)
WITH_NULLS = (1, 3, 6, 9)
CATEGORIES = (5, 12, 50, 200, 1000)


def numbers(random, rows, place, current):
    values = SHAPES[place % 4](random, rows, place)
    if current and place in (0, 5):
        values = values * 1.15 + (2 if place == 0 else 0)
    nulls = random.random(rows) < 0.02 + 0.01 * place if place in WITH_NULLS else None
    return pa.array(values, mask=nulls)


def texts(random, rows, place, current):
    count = CATEGORIES[place]
    weights = 1 / np.arange(1, count + 1) ** 0.8
    if current and place == 1:
        weights = weights[::-1]
    codes = random.choice(count, rows, p=weights / weights.sum()).astype(np.int32)
    names = pa.array([f"cat{place}-{value:04d}" for value in range(count)])
    return pa.DictionaryArray.from_arrays(pa.array(codes), names).cast(pa.string())


def d1(seed, current, rows=500_000):
    random = np.random.default_rng(seed)
    columns = {f"f{place}": numbers(random, rows, place, current) for place in range(12)}
    columns["i0"] = pa.array(np.arange(rows) + (rows if current else 0), type=pa.int64())
    columns["i1"] = pa.array(random.poisson(6, rows), type=pa.int32())
    columns["i2"] = pa.array(random.integers(0, 100_000, rows), type=pa.int32())
    columns |= {f"c{place}": texts(random, rows, place, current) for place in range(len(CATEGORIES))}
    return pa.table(columns)


def d3(seed, current, rows=100_000):
    random = np.random.default_rng(seed)

    def column(place):
        values = random.normal(0, 1 + place % 7, rows) if place % 3 else random.exponential(2, rows)
        return pa.array(values + (0.05 * (place % 10) if current and place % 2 else 0))

    return pa.table({f"x{place:03d}": column(place) for place in range(500)})


folder = Path(sys.argv[1])
for side, current in (("ref", False), ("cur", True)):
    pq.write_table(d1(2 if current else 1, current), folder / f"d1_{side}.parquet", row_group_size=122_880)
    pq.write_table(d3(12 if current else 11, current), folder / f"d3_{side}.parquet", row_group_size=50_000)
