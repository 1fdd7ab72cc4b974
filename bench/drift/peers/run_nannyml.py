"""Jensen-Shannon distance of every column, current as one chunk: run_nannyml.py REFERENCE CURRENT."""

import json
import os
import sys

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"  # it would send, and wait, while it is measured

import nannyml
import pandas as pd
from nannyml.chunk import CountBasedChunker
from nannyml.drift.univariate import UnivariateDriftCalculator

reference, current = (pd.read_parquet(path) for path in sys.argv[1:3])
columns = list(reference.columns)
calculator = UnivariateDriftCalculator(column_names=columns, chunker=CountBasedChunker(chunk_number=1))
found = calculator.fit(reference).calculate(current).filter(period="analysis").to_df()
values = {column: float(found[(column, "jensen_shannon", "value")].iloc[0]) for column in columns}
print(json.dumps({"version": nannyml.__version__, "values": values}))
