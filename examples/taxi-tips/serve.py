"""Serves the newest version of the model: `python serve.py RELEASES PORT`.

deploy.sh puts versions into folders of RELEASES and names the one to serve in RELEASES/current. What a client sends is
what a meter knows before the tip: the columns of REQUEST and no others.

    POST /predict   {"payment_type": "Credit Card", "fare": 12.5, ...}  ->  {"p_tipped": 0.4, "version": "v0.0.1"}
    GET /health?version=v0.0.1   200 when this version is loaded and answers a request
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import joblib
import pandas as pd

REQUEST = {
    "payment_type": "Credit Card",
    "company": "unknown",
    "pickup_community_area": 8.0,
    "fare": 12.5,
    "trip_miles": 3.1,
    "trip_start_hour": 19,
    "trip_start_day": 6,
    "trip_start_month": 5,
}


class Service(BaseHTTPRequestHandler):
    releases: Path
    models: dict = {}

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path != "/health":
            return self.answer(404, {"error": "not found"})
        wanted = parse_qs(address.query).get("version", [None])[0]
        version = self.current()
        if wanted is not None and wanted != version:
            return self.answer(503, {"error": f"{version} is current"})
        return self.predict(REQUEST)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"] or 0))
        return self.predict(json.loads(body))

    def predict(self, trip: dict) -> None:
        version = self.current()
        try:
            if version not in self.models:
                self.models[version] = joblib.load(self.releases / version / "model.joblib")
            probability = self.models[version].predict_proba(pd.DataFrame([trip]))[0, 1]
        except Exception as error:  # whatever is wrong with a version, the service lives on and says so
            return self.answer(500, {"version": version, "error": repr(error)})
        return self.answer(200, {"p_tipped": round(float(probability), 6), "version": version})

    def current(self) -> str:
        return (self.releases / "current").read_text(encoding="utf-8").strip()

    def answer(self, status: int, document: dict) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    Service.releases = Path(sys.argv[1])
    # What models are made of is loaded when the service starts, not while it is asked for the first time.
    for part in ("compose", "ensemble"):
        import_module(f"sklearn.{part}")
    server = HTTPServer(("127.0.0.1", int(sys.argv[2])), Service)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
