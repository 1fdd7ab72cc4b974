"""Trains the tip model: will a taxi trip be tipped more than 20 % of its fare?

Reads params.yaml and data/trips.csv; writes model/model.joblib, out/predictions.csv (the evaluation trips)
and metrics.json.
"""

import argparse
import hashlib
import json
from pathlib import Path

import joblib
import pandas as pd
import yaml
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, f1_score, log_loss, roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OrdinalEncoder

TRIPS = Path("data/trips.csv")
MODEL = Path("model/model.joblib")
PREDICTIONS = Path("out/predictions.csv")
METRICS = Path("metrics.json")
SLICE_COLUMNS = ["payment_type", "company", "trip_start_hour"]
KNOWN_ONLY_AFTERWARDS = {"tips", "tipped"}


def load_trips(path: Path, tip_rate: float) -> pd.DataFrame:
    """The trips with their label. A trip without a fare has no tip rate, and is left out."""
    trips = pd.read_csv(path)
    trips = trips[trips["fare"] > 0].copy()
    trips["company"] = trips["company"].fillna("unknown")
    trips["tipped"] = (trips["tips"] > tip_rate * trips["fare"]).astype(int)
    return trips


def for_evaluation(trip_ids: pd.Series, share: float) -> pd.Series:
    """True for the evaluation trips. By hash of the id: a trip stays on its side whatever else changes."""

    def position(trip_id: int) -> float:
        return int(hashlib.sha256(str(trip_id).encode()).hexdigest()[:8], 16) / 2**32

    return trip_ids.map(position) < share


def build_model(features: dict[str, list[str]], settings: dict[str, float], seed: int) -> Pipeline:
    """Gradient boosted trees. Rare categories are pooled, and unknown ones count as missing."""
    categorical, numeric = features["categorical"], features["numeric"]
    leaks = KNOWN_ONLY_AFTERWARDS.intersection(categorical + numeric)
    if leaks:
        raise SystemExit(f"params.yaml: {', '.join(sorted(leaks))} is known only after the trip has been paid")
    encode = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=float("nan"), min_frequency=20)
    columns = make_column_transformer((encode, categorical), ("passthrough", numeric))
    trees = HistGradientBoostingClassifier(
        categorical_features=list(range(len(categorical))), early_stopping=False, random_state=seed, **settings
    )
    return make_pipeline(columns, trees)


def predictions_of(model: Pipeline, trips: pd.DataFrame) -> pd.DataFrame:
    """What the model says of each trip, beside the truth and the columns that slices are made of."""
    predictions = trips[["trip_id", "tipped", *SLICE_COLUMNS]].copy()
    predictions.insert(2, "p_tipped", model.predict_proba(trips)[:, 1].round(6))
    return predictions


def scores(label: pd.Series, probability: pd.Series) -> dict[str, float]:
    return {
        "roc_auc": float(roc_auc_score(label, probability)),
        "average_precision": float(average_precision_score(label, probability)),
        "log_loss": float(log_loss(label, probability)),
        "f1": float(f1_score(label, probability >= 0.5)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))

    trips = load_trips(TRIPS, params["tip_rate"])
    held_out = for_evaluation(trips["trip_id"], params["evaluation_share"])
    training, evaluation = trips[~held_out], trips[held_out]
    print(f"{len(training)} trips to train on, {len(evaluation)} to evaluate on")

    model = build_model(params["features"], params["model"], seed).fit(training, training["tipped"])
    MODEL.parent.mkdir(exist_ok=True)
    joblib.dump(model, MODEL)

    predictions = predictions_of(model, evaluation)
    PREDICTIONS.parent.mkdir(exist_ok=True)
    predictions.to_csv(PREDICTIONS, index=False)

    metrics = {
        "training": scores(training["tipped"], model.predict_proba(training)[:, 1]),
        "evaluation": scores(predictions["tipped"], predictions["p_tipped"]),
    }
    METRICS.write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    for part, values in metrics.items():
        print(f"{part:>10}: " + ", ".join(f"{name} {value:.4f}" for name, value in values.items()))


if __name__ == "__main__":
    main()
