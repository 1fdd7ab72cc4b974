"""Trips arrive: `python data/arrive.py 2015-01-31` writes incoming/DAY.csv for each day up to that one that data/trips.csv
does not know yet. Of a range, as 2015-01-01..2015-01-31, the last day counts.

lake/trips.csv stands for the place where they come from. A repository of your own would ask its warehouse here.
"""

import csv
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
KNOWN, LAKE, INCOMING = ROOT / "data/trips.csv", ROOT / "lake/trips.csv", ROOT / "incoming"


def trips_of(file: Path) -> tuple[list[str], list[dict[str, str]]]:
    with file.open(newline="", encoding="utf-8") as read:
        rows = csv.DictReader(read)
        return list(rows.fieldnames or []), list(rows)


def day_of(trip: dict[str, str]) -> date:
    return datetime.fromtimestamp(int(trip["trip_start_timestamp"]), UTC).date()


def arrive(last: date) -> None:
    header, lake = trips_of(LAKE)
    first = max(day_of(trip) for trip in trips_of(KNOWN)[1]) + timedelta(days=1)
    days: dict[date, list[dict[str, str]]] = {first + timedelta(days=i): [] for i in range((last - first).days + 1)}
    for trip in lake:
        days.get(day_of(trip), []).append(trip)
    INCOMING.mkdir(exist_ok=True)
    for day, trips in days.items():
        with (INCOMING / f"{day}.csv").open("w", newline="", encoding="utf-8") as write:
            out = csv.DictWriter(write, header, lineterminator="\n")
            out.writeheader()
            out.writerows(trips)
    print(f"{sum(map(len, days.values()))} trips of {len(days)} days, {first} to {last}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    arrive(date.fromisoformat(sys.argv[1].split("..")[-1]))
