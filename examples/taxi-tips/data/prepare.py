"""Numbers the trips of the published sample: `python data/prepare.py taxi.csv` writes data/trips.csv.

The sample has no key, so the first column becomes `trip_id`, 1 to n in the order of the file. Every other
character is copied as it stands. New trips must be appended, so that the numbers stay.
"""

import csv
import sys
from pathlib import Path

TRIPS = Path(__file__).parent / "trips.csv"


def number_trips(source: Path, target: Path) -> int:
    with source.open(newline="", encoding="utf-8") as read, target.open("w", newline="", encoding="utf-8") as write:
        rows = csv.reader(read)
        out = csv.writer(write, lineterminator="\n")
        out.writerow(["trip_id", *next(rows)])
        trip_id = 0
        for trip_id, row in enumerate(rows, start=1):
            out.writerow([trip_id, *row])
    return trip_id


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(f"{TRIPS}: {number_trips(Path(sys.argv[1]), TRIPS)} trips")
