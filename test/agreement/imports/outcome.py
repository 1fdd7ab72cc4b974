"""Replaces one tool's part of reference.json."""

import json
import os
import sys


def write(tool, versions, cases):
    file = sys.argv[1] if len(sys.argv) > 1 else "reference.json"
    known = {}
    if os.path.exists(file):
        with open(file, encoding="utf-8") as old:
            known = json.load(old)
    known[tool] = {"versions": versions, **cases}
    with open(file, "w", encoding="utf-8") as new:
        json.dump(dict(sorted(known.items())), new, indent=1)
        new.write("\n")
