"""Predicts with any version of the model: reads the trips at $ASSAY_DATA and the model in the folder $ASSAY_MODEL, and
writes the predictions of the trips that no training sees, the evaluation half, to $ASSAY_PREDICTIONS.
"""

import os
from pathlib import Path

import joblib
import yaml

from train import for_evaluation, load_trips, predictions_of


def main() -> None:
    params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))
    trips = load_trips(Path(os.environ["ASSAY_DATA"]), params["tip_rate"])
    held_out = trips[for_evaluation(trips["trip_id"], params["evaluation_share"])]
    model = joblib.load(Path(os.environ["ASSAY_MODEL"]) / "model.joblib")
    predictions_of(model, held_out).to_csv(os.environ["ASSAY_PREDICTIONS"], index=False)


if __name__ == "__main__":
    main()
