"""Numbers the trips of the published sample and parts them: `python data/prepare.py taxi.csv`.

The sample has no key, so the first column becomes `trip_id`, 1 to n in the order of the file. Every other character is
copied as it stands. Trips that began before 2015 go into data/trips.csv, what the model lives on; later ones into
lake/trips.csv, which stands for the place where new trips arrive.
"""

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
KNOWN, ARRIVING = ROOT / "data/trips.csv", ROOT / "lake/trips.csv"
YEAR_2015 = 1_420_070_400


def part_trips(source: Path) -> None:
    ARRIVING.parent.mkdir(exist_ok=True)
    with (
        source.open(newline="", encoding="utf-8") as read,
        KNOWN.open("w", newline="", encoding="utf-8") as known,
        ARRIVING.open("w", newline="", encoding="utf-8") as arriving,
    ):
        rows = csv.reader(read)
        header = ["trip_id", *next(rows)]
        began = header.index("trip_start_timestamp")
        files = [csv.writer(file, lineterminator="\n") for file in (known, arriving)]
        for file in files:
            file.writerow(header)
        for trip_id, row in enumerate(rows, start=1):
            trip = [trip_id, *row]
            files[int(trip[began]) >= YEAR_2015].writerow(trip)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    part_trips(Path(sys.argv[1]))
