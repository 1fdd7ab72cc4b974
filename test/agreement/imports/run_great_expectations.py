"""What Great Expectations finds in the same data, by expectation: whether it is met, and how many rows break it.

The suite is written in the form of 1.x, and by hand in that of 0.x, which this version does not read.
"""

import json

import great_expectations as gx
import pandas as pd
from outcome import write

E = gx.expectations
EXPECTATIONS = [
    E.ExpectTableRowCountToBeBetween(min_value=41, max_value=100),
    E.ExpectColumnToExist(column="absent"),
    E.ExpectColumnValuesToNotBeNull(column="id"),
    E.ExpectColumnValuesToNotBeNull(column="name", mostly=0.95),
    E.ExpectColumnValuesToNotBeNull(column="score", mostly=0.89),
    E.ExpectColumnValuesToBeUnique(column="id"),
    E.ExpectColumnValuesToBeBetween(column="score", min_value=0, max_value=100, mostly=0.9),
    E.ExpectColumnValuesToBeBetween(column="paid", min_value=0, max_value=90, strict_max=True, severity="warning"),
    E.ExpectColumnValuesToBeInSet(column="kind", value_set=["red", "green", "blue"], mostly=0.95),
    E.ExpectColumnValuesToNotBeInSet(column="kind", value_set=["violet", "mauve"], mostly=0.94),
    E.ExpectColumnValuesToMatchRegex(column="name", regex="^[A-Z][0-9]{3}$", mostly=0.92),
    E.ExpectColumnValuesToMatchRegex(column="mail", regex="@mail[.]"),
    E.ExpectColumnValuesToNotMatchRegex(column="mail", regex="example$"),
    E.ExpectColumnValueLengthsToBeBetween(column="name", min_value=4, max_value=4),
    E.ExpectColumnMeanToBeBetween(column="score", min_value=40, max_value=50),
    E.ExpectColumnStdevToBeBetween(column="score", min_value=0, max_value=10),
    E.ExpectColumnMaxToBeBetween(column="score", min_value=100, max_value=200),
    E.ExpectColumnMinToBeBetween(column="score", min_value=-5, max_value=0),
    E.ExpectColumnSumToBeBetween(column="paid", max_value=900),
    E.ExpectColumnUniqueValueCountToBeBetween(column="kind", min_value=1, max_value=3),
    E.ExpectColumnPairValuesAToBeGreaterThanB(column_A="total", column_B="paid", or_equal=True),
    E.ExpectCompoundColumnsToBeUnique(column_list=["id", "day"]),
    E.ExpectColumnValuesToBeIncreasing(column="id"),
    E.ExpectColumnProportionOfUniqueValuesToBeBetween(column="id", min_value=0.9),
]

context = gx.get_context(mode="ephemeral")
suite = gx.ExpectationSuite(name="trips", expectations=EXPECTATIONS)
with open("schemas/great_expectations.json", "w", encoding="utf-8") as file:
    plain = suite.to_json_dict()
    for each in plain["expectations"]:
        each.pop("id", None)
    json.dump(plain, file, indent=1)
    file.write("\n")
batch = context.data_sources.add_pandas("p").add_dataframe_asset("a").add_batch_definition_whole_dataframe("b")
result = batch.get_batch({"dataframe": pd.read_csv("data.csv")}).validate(suite, result_format="COMPLETE")
found = []
for each in result.results:
    config = each.expectation_config
    kwargs = config.kwargs
    found.append(
        {
            "column": kwargs.get("column"),
            "rule": config.type,
            "passes": bool(each.success),
            "rows": each.result.get("unexpected_count"),
        }
    )
write("great-expectations", {"great_expectations": gx.__version__, "pandas": pd.__version__}, {"data": found})
