"""The default drift report, each column by the method that it chooses: run_evidently.py REFERENCE CURRENT."""

import json
import sys

import evidently
import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

reference, current = (pd.read_parquet(path) for path in sys.argv[1:3])
numbers = list(reference.select_dtypes("number").columns)
texts = [column for column in reference.columns if column not in numbers]
definition = DataDefinition(numerical_columns=numbers, categorical_columns=texts)
sides = [Dataset.from_pandas(side, data_definition=definition) for side in (reference, current)]
snapshot = Report([DataDriftPreset()]).run(sides[1], sides[0])
metrics = [metric for metric in snapshot.dict()["metrics"] if "column" in metric["config"]]
values = {metric["config"]["column"]: float(metric["value"]) for metric in metrics}
print(json.dumps({"version": evidently.__version__, "values": values}))
