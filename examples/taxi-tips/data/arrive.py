"""Trips arrive: `python data/arrive.py 2015-01-01 2015-01-31` writes incoming/DAY.csv for each of these days.

lake/trips.csv stands for the place where they come from. A repository of your own would ask its warehouse here.
"""

import csv
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAKE, INCOMING = ROOT / "lake/trips.csv", ROOT / "incoming"


def day_of(trip: dict[str, str]) -> date:
    return datetime.fromtimestamp(int(trip["trip_start_timestamp"]), UTC).date()


def arrive(first: date, last: date) -> None:
    with LAKE.open(newline="", encoding="utf-8") as read:
        rows = csv.DictReader(read)
        header = rows.fieldnames or []
        days: dict[date, list[dict[str, str]]] = {
            first + timedelta(days=i): [] for i in range((last - first).days + 1)
        }
        for trip in rows:
            days.get(day_of(trip), []).append(trip)
    INCOMING.mkdir(exist_ok=True)
    for day, trips in days.items():
        with (INCOMING / f"{day}.csv").open("w", newline="", encoding="utf-8") as write:
            out = csv.DictWriter(write, header, lineterminator="\n")
            out.writeheader()
            out.writerows(trips)
    print(f"{sum(map(len, days.values()))} trips of {len(days)} days")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    arrive(date.fromisoformat(sys.argv[1]), date.fromisoformat(sys.argv[-1]))
