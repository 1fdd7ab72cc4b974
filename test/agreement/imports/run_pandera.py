"""What pandera finds in the same data: each kind of check, by column, with how many rows. Writes the schema that it reads."""

import pandas as pd
import pandera
import pandera.pandas as pa
from outcome import write
from pandera.errors import SchemaErrors

SCHEMA = pa.DataFrameSchema(
    {
        "id": pa.Column(int, unique=True, report_duplicates="exclude_first"),
        "name": pa.Column(str, [pa.Check.str_matches("[A-Z][0-9]{3}"), pa.Check.str_length(1, 4), pa.Check.str_startswith("A")]),
        "score": pa.Column(float, [pa.Check.ge(0), pa.Check.le(100), pa.Check.lt(99)], nullable=True),
        "kind": pa.Column(str, [pa.Check.isin(["red", "green", "blue"]), pa.Check.notin(["violet"])], nullable=True),
        "day": pa.Column("datetime64[ns]", pa.Check.lt(pd.Timestamp("2030-01-01"), raise_warning=True)),
        "mail": pa.Column(str, pa.Check.str_contains("@mail[.]")),
        "flag": pa.Column(object, nullable=True, required=False),
        "count": pa.Column(int),
        "paid": pa.Column(int, pa.Check.in_range(0, 90, include_max=False)),
        "total": pa.Column(float, coerce=True),
        "^x_.*$": pa.Column(int, regex=True, required=False),
    },
    strict=True,
    unique=["name", "day"],
)


def findings(schema, file):
    data = pd.read_csv(file, parse_dates=["day"])
    try:
        schema.validate(data, lazy=True)
        return []
    except SchemaErrors as errors:
        cases = errors.failure_cases
    # What is found of the frame as a whole names the column as its case.
    cases["column"] = cases["column"].fillna(cases["failure_case"])
    found = cases.groupby(["column", "check"], dropna=False).size()
    return [{"column": column, "rule": str(check), "rows": int(n)} for (column, check), n in found.items()]


SCHEMA.to_yaml("schemas/pandera.yaml")
read = pa.DataFrameSchema.from_yaml("schemas/pandera.yaml")
write(
    "pandera",
    {"pandera": pandera.__version__, "pandas": pd.__version__},
    {"data": findings(read, "data.csv"), "columns": findings(read, "columns.csv")},
)
