"""All checks, lazily, with the rows that fail: run_pandera.py pandas|polars FILE CHECKS."""

import json
import os
import re
import sys

os.environ["DISABLE_PANDERA_IMPORT_WARNING"] = "True"

engine, path, asked = sys.argv[1:4]
with open(asked, encoding="utf8") as file:
    asked = json.load(file)
if engine == "pandas":
    import pandas as frames
    import pandera.pandas as pa

    dtypes = {"number": "float64", "integer": None, "string": "str"}
else:
    import pandera.polars as pa
    import polars as frames

    dtypes = {"number": frames.Float64, "integer": None, "string": frames.String}

data = frames.read_parquet(path)


def integer(column):
    """The width is the data's own: the contract's `integer` leaves it open."""
    found = str(data[column].dtype).lower()
    if not found.startswith("int"):
        raise TypeError(f"{column} is {found}")
    return data[column].dtype


def mean(minimum, maximum):
    if engine == "pandas":
        return pa.Check(lambda values: minimum <= values.mean() <= maximum, name="mean")
    return pa.Check(
        lambda of: of.lazyframe.select(frames.col(of.key).mean().is_between(minimum, maximum)), name="mean"
    )


def check(each):
    match each:
        case {"check": "range", "min": minimum, "max": maximum}:
            return pa.Check.in_range(minimum, maximum)
        case {"check": "mean", "min": minimum, "max": maximum}:
            return mean(minimum, maximum)
        case {"check": "allowed", "values": values}:
            return pa.Check.isin(values)
        case {"check": "pattern", "match": pattern}:
            return pa.Check.str_matches(f"^(?:{pattern})$")
    return None


names = {"in_range": "range", "isin": "allowed", "str_matches": "pattern", "not_nullable": "nulls"}
columns = {}
for column, kind in asked["types"].items():
    own = [each for each in asked["checks"] if each.get("column") == column]
    kinds = [each["check"] for each in own]
    columns[column] = pa.Column(
        integer(column) if kind == "integer" else dtypes[kind],
        checks=[made for each in own if (made := check(each)) is not None],
        nullable="nulls" not in kinds,
        unique="unique" in kinds,
    )
least = asked["checks"][0]["min"]
failed = {} if len(data) >= least else {"rows": len(data)}
try:
    pa.DataFrameSchema(columns).validate(data, lazy=True)
except pa.errors.SchemaErrors as errors:
    cases = errors.failure_cases
    found = {}
    for column, name, value in zip(cases["column"], cases["check"], cases["failure_case"], strict=True):
        name = re.sub(r"\(.*", "", name, flags=re.DOTALL)
        name = "unique" if "unique" in name or "duplicate" in name else names.get(name, name)
        found.setdefault(f"{column} {name}", []).append(value)
    for key, values in found.items():
        # Of a repeated value every row is a case, and all but one repeat another.
        rows = len(values) - len(set(values)) if key.endswith("unique") else len(values)
        failed[key] = None if key.endswith("mean") else rows
print(json.dumps({"failed": failed}))
