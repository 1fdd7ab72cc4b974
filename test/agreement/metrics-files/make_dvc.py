"""A DVC pipeline whose stage logs with DVCLive: its dvc.yaml, dvc.lock and metrics, and what `dvc metrics show` reads."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

out = Path('files/dvc').resolve()
work = Path('work').resolve()
shutil.rmtree(work, ignore_errors=True)
(work / 'eval').mkdir(parents=True)
bin_folder = Path(sys.executable).parent
env = {
    **os.environ,
    'PATH': f'{bin_folder}:{os.environ["PATH"]}',
    'DVC_NO_ANALYTICS': '1',
    'GIT_AUTHOR_NAME': 'a',
    'GIT_AUTHOR_EMAIL': 'a@example.com',
    'GIT_COMMITTER_NAME': 'a',
    'GIT_COMMITTER_EMAIL': 'a@example.com',
}


def run(*command):
    return subprocess.run(command, cwd=work, env=env, check=True, capture_output=True, text=True).stdout


(work / 'train.py').write_text("""
from dvclive import Live

with Live('eval/live', save_dvc_exp=False, dvcyaml=None) as live:
    for epoch in range(3):
        live.log_metric('train/loss', 1 / (epoch + 1))
        live.log_metric('val/accuracy', 0.7 + epoch / 10)
        live.next_step()
""")
(work / 'score.py').write_text("""
import json

json.dump({'roc_auc': 0.91, 'by': {'women': 0.92, 'men': 0.9}}, open('eval/scores.json', 'w'))
""")
(work / 'dvc.yaml').write_text("""stages:
  train:
    cmd: python train.py
    deps: [train.py]
    metrics:
      - eval/live/metrics.json:
          cache: false
  score:
    wdir: eval
    cmd: cd .. && python score.py
    deps: [../score.py]
    metrics:
      - scores.json:
          cache: false
""")
run('git', 'init', '-q')
run('git', 'commit', '-q', '--allow-empty', '-m', 'first')
run('dvc', 'init', '-q')
run('dvc', 'repro', '-q')
shutil.rmtree(out, ignore_errors=True)
(out / 'eval/live').mkdir(parents=True)
for name in ['dvc.yaml', 'dvc.lock', 'eval/live/metrics.json', 'eval/scores.json']:
    shutil.copy(work / name, out / name)
(out / 'metrics-show.json').write_text(run('dvc', 'metrics', 'show', '--json'))
shutil.rmtree(work)
