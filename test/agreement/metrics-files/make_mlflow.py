"""A run of an MLflow server as its REST interface answers it, and as `mlflow runs describe` prints it: the server is at the URL of the argument."""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

from mlflow import MlflowClient

out = Path('files')
url = sys.argv[1]
os.environ['MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT'] = 'true'
client = MlflowClient(url)
run = client.create_run('0', run_name='tips').info.run_id
for step in range(3):
    client.log_metric(run, 'val_loss', 0.5 / (step + 1), step=step)
client.log_metric(run, 'roc_auc', 0.875)
client.log_metric(run, 'eval/latency_ms', 12.5)
client.log_metric(run, 'broken', float('nan'))
client.log_param(run, 'learning_rate', 0.1)
client.set_terminated(run)
with urllib.request.urlopen(f'{url}/api/2.0/mlflow/runs/get?run_id={run}') as answer:
    (out / 'mlflow-run.json').write_bytes(answer.read())
command = [str(Path(sys.executable).parent / 'mlflow'), 'runs', 'describe', '--run-id', run]
described = subprocess.run(
    command, check=True, capture_output=True, text=True, env={**os.environ, 'MLFLOW_TRACKING_URI': url}
).stdout
(out / 'mlflow-described.json').write_text(described[described.index('{') :])
