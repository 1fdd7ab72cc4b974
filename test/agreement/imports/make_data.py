"""Writes data.csv, 40 rows with planted faults, and columns.csv: the same without one column and with a strange one.

What is planted: two ids that came before, three names against the pattern, two without a name, three scores out of range,
four without a score, two new kinds, one without a kind, one day in the future, two broken addresses, one count that is no
number, two payments above the total, one flag that is null.
"""

import csv

KINDS = ["red", "green", "blue"]
HEADER = ["id", "name", "score", "kind", "day", "mail", "flag", "count", "paid", "total"]


def row(i):
    return {
        "id": {11: 10, 21: 20}.get(i, i),
        "name": {5: "a005", 12: "B12", 33: "C0000", 14: "", 15: ""}.get(i, f"A{i:03}"),
        "score": {3: 104.5, 17: -3, 29: 250, 6: "", 7: "", 8: "", 9: ""}.get(i, i * 2.5),
        "kind": {2: "violet", 38: "violet", 40: ""}.get(i, KINDS[i % 3]),
        "day": {22: "2031-01-01"}.get(i, f"2024-01-{i % 28 + 1:02}"),
        "mail": {18: "nobody", 19: "a@b@c.example"}.get(i, f"user{i}@mail.example.org"),
        "flag": {30: ""}.get(i, "true" if i % 4 else "false"),
        "count": {25: "many"}.get(i, i % 5),
        "paid": {26: 90, 27: 91}.get(i, i),
        "total": 50,
    }


rows = [row(i) for i in range(1, 41)]
with open("data.csv", "w", newline="") as file:
    writer = csv.DictWriter(file, HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
with open("columns.csv", "w", newline="") as file:
    header = ["id", "name", "score", "kind", "day", "mail", "flag", "count", "total", "colour"]
    writer = csv.DictWriter(file, header, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**each, "colour": "x"} for each in rows)
