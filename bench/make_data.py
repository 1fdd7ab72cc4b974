"""Data of the benchmarks, seeded: make_data.py FOLDER drift|validate|profile|evaluate.

D1: two halves of 500,000 rows and 20 columns (12 floating-point, four of them with nulls; an id and two further integers;
five texts of 5 to 1,000 values). The second half has two numeric columns and one text that drift.
D3: 100,000 rows of 500 floating-point columns on each side, of which half are shifted by 0.05 to 0.45.

D2: 10,000,000 rows of 11 mixed columns: an id, a time, three floating-point (one with nulls), two integers, a boolean, three
texts of 6 to 5,000 values. D2 five times: five such tables of other seeds, one behind the other.

drift writes {d1,d3}_{ref,cur}.parquet, the halves apart; validate writes d1.parquet, the halves one behind the other, and
d1_broken.parquet, the same with faults: each of ten checks of validate/checks.ts is broken by some rows; profile writes d1.parquet, d2.parquet and d2x5.parquet.

D4: predictions of two models for 1,000,000 rows with a label of 0 or 1, an id, and five columns of 4 to 20 values. evaluate writes
d4.parquet and d4_base.parquet, one model each; d4_10m.parquet and d4_5000.parquet, the same of 10,000,000 and 5,000 rows;
classes.parquet, probabilities of ten classes, and numbers.parquet, a number and its prediction, each of 1,000,000 rows.
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


def broken(table):
    random = np.random.default_rng(3)

    def replaced(name, count, fault):
        nonlocal table
        place = table.schema.get_field_index(name)
        values = table[name].to_pandas().to_numpy(copy=True)
        rows = random.choice(len(values), count, replace=False)
        values[rows] = fault(values[rows])
        field = table.schema.field(place)
        table = table.set_column(place, field, pa.array(values, field.type, from_pandas=True))

    replaced("f0", 100, lambda _: np.nan)
    replaced("f2", 1000, lambda values: values + 1000)
    replaced("f7", 37, lambda values: -1 - values)
    replaced("f8", 400_000, lambda values: values + 20)
    replaced("i1", 5, lambda values: values + 500)
    replaced("c0", 200, lambda _: "cat0-9999")
    replaced("c1", 1234, lambda _: "other")
    replaced("c4", 300, lambda _: "cat4_0001")
    # Fifty ids stand there twice, and none three times.
    ids = table["i0"].to_numpy().copy()
    repeated = random.choice(len(ids) // 2, 50, replace=False) * 2
    ids[repeated + 1] = ids[repeated]
    return table.set_column(table.schema.get_field_index("i0"), "i0", pa.array(ids))


def d3(seed, current, rows=100_000):
    random = np.random.default_rng(seed)

    def column(place):
        values = random.normal(0, 1 + place % 7, rows) if place % 3 else random.exponential(2, rows)
        return pa.array(values + (0.05 * (place % 10) if current and place % 2 else 0))

    return pa.table({f"x{place:03d}": column(place) for place in range(500)})


def d2(part, rows=10_000_000):
    random = np.random.default_rng(7 + part)
    start = np.datetime64(f"{2024 + part}-01-01T00:00:00", "us")
    columns = {
        "id": pa.array(np.arange(rows) + part * rows),
        "ts": pa.array(start + np.sort(random.integers(0, 365 * 86_400, rows)).astype("timedelta64[s]")),
        "amount": pa.array(random.lognormal(3, 1, rows), mask=random.random(rows) < 0.03),
        "dist": pa.array(random.gamma(2, 2, rows)),
        "score": pa.array(random.normal(0, 1, rows)),
        "qty": pa.array(random.poisson(3, rows), type=pa.int32()),
        "zip": pa.array(random.integers(0, 90_000, rows), type=pa.int32()),
        "flag": pa.array(random.random(rows) < 0.3),
    }
    for name, count in (("country", 30), ("channel", 6), ("sku", 5000)):
        weights = 1 / np.arange(1, count + 1) ** 0.9
        codes = random.choice(count, rows, p=weights / weights.sum()).astype(np.int32)
        names = pa.array([f"{name}{value}" for value in range(count)])
        columns[name] = pa.DictionaryArray.from_arrays(pa.array(codes), names).cast(pa.string())
    return pa.table(columns)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def d4(seed, rows):
    random = np.random.default_rng(seed)
    signal = random.normal(-1.2, 1.1, rows)
    columns = {
        "id": np.arange(rows),
        "label": (random.random(rows) < sigmoid(signal)).astype(np.int32),
        "score": sigmoid(signal + random.normal(0, 0.9, rows)),
        "base": sigmoid(0.7 * signal + random.normal(0, 1.2, rows)),
    }
    for place, count in enumerate((4, 6, 8, 12, 20)):
        names = np.array([f"s{place}_{value}" for value in range(count)])
        columns[f"s{place}"] = names[random.integers(0, count, rows)]
    return pa.table(columns)


def classes(rows=1_000_000, count=10):
    random = np.random.default_rng(22)
    labels = random.choice(count, rows, p=np.arange(1, count + 1) / (count * (count + 1) / 2))
    logits = random.normal(0, 1, (rows, count))
    logits[np.arange(rows), labels] += 1.5
    odds = np.exp(logits)
    scores = odds / odds.sum(axis=1, keepdims=True)
    columns = {"label": np.array([f"c{code}" for code in range(count)])[labels]}
    return pa.table(columns | {f"c{code}": scores[:, code] for code in range(count)})


def measured(rows=1_000_000):
    random = np.random.default_rng(23)
    label = random.gamma(2, 10, rows)
    return pa.table({"label": label, "prediction": label * random.lognormal(0, 0.1, rows) + random.normal(0, 2, rows)})


def write_evaluate():
    both = d4(21, 1_000_000)
    write(both.drop(["base"]), "d4")
    write(both.drop(["score"]).rename_columns({"base": "score"}), "d4_base")
    write(d4(24, 10_000_000).drop(["base"]), "d4_10m")
    write(d4(25, 5_000).drop(["base"]), "d4_5000")
    write(classes(), "classes")
    write(measured(), "numbers")


def write_parts(parts, name, row_group_size=122_880):
    """Part by part, because all of them do not fit into memory."""
    first = next(parts)
    with pq.ParquetWriter(folder / f"{name}.parquet", first.schema) as writer:
        writer.write_table(first, row_group_size)
        for part in parts:
            writer.write_table(part, row_group_size)


def write(table, name, row_group_size=122_880):
    pq.write_table(table, folder / f"{name}.parquet", row_group_size=row_group_size)


folder = Path(sys.argv[1])
if sys.argv[2] == "evaluate":
    write_evaluate()
    sys.exit()
halves = [d1(1, False), d1(2, True)]
if sys.argv[2] == "drift":
    for side, current in (("ref", False), ("cur", True)):
        write(halves[current], f"d1_{side}")
        write(d3(12 if current else 11, current), f"d3_{side}", 50_000)
else:
    whole = pa.concat_tables(halves)
    write(whole, "d1")
    if sys.argv[2] == "validate":
        write(broken(whole), "d1_broken")
    else:
        write_parts((d2(part) for part in range(1)), "d2")
        write_parts((d2(part) for part in range(5)), "d2x5")
