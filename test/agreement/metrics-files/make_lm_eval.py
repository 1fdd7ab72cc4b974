"""Results and samples of lm-evaluation-harness: a multiple-choice task on a model that guesses from the text's length."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

os.environ['HF_HUB_OFFLINE'] = os.environ['HF_DATASETS_OFFLINE'] = '1'
out = Path('files/lm-eval')
work = Path('work').resolve()
shutil.rmtree(work, ignore_errors=True)
work.mkdir()

colours = ['red', 'green', 'blue']
with (work / 'rows.jsonl').open('w') as rows:
    for i in range(40):
        row = {'question': f'Number {i} is', 'choices': colours, 'answer': (i * i + i // 3) % 3}
        rows.write(json.dumps(row) + '\n')
(work / 'colours.yaml').write_text(f"""task: colours
dataset_path: json
dataset_kwargs:
  data_files: {{test: {work}/rows.jsonl}}
test_split: test
output_type: multiple_choice
doc_to_text: "{{{{question}}}}"
doc_to_choice: choices
doc_to_target: answer
metric_list:
  - metric: acc
    aggregation: mean
    higher_is_better: true
  - metric: brier_score
    aggregation: brier_score
    higher_is_better: false
""")
(work / 'model.py').write_text("""
from lm_eval.api.model import LM
from lm_eval.api.registry import register_model


@register_model('lengths')
class Lengths(LM):
    def __init__(self, **_):
        super().__init__()

    def loglikelihood(self, requests):
        return [(-((len(context) * 7 + len(answer) * 3) % 11) / 3 - 0.1, False) for context, answer in (r.args for r in requests)]

    def loglikelihood_rolling(self, requests):
        return [-1.0 for _ in requests]

    def generate_until(self, requests):
        return ['' for _ in requests]
""")
sys.path.insert(0, str(work))
import model  # noqa: E402, F401
from lm_eval.__main__ import cli_evaluate  # noqa: E402

sys.argv = ['lm_eval', 'run', '--model', 'lengths', '--tasks', 'colours', '--include_path', str(work)]
sys.argv += ['--output_path', str(work / 'out'), '--log_samples', '--seed', '0']
cli_evaluate()
shutil.rmtree(out, ignore_errors=True)
out.mkdir(parents=True)
(results,) = work.glob('out/**/results_*.json')
(samples,) = work.glob('out/**/samples_colours_*.jsonl')
found = json.loads(results.read_text())
# What it says of the machine, and of the repository around it, is nobody's business.
for key in ['pretty_env_info', 'git_hash', 'model_name', 'model_name_sanitized']:
    found.pop(key, None)
text = json.dumps(found, indent=1).replace(str(work), 'work')
(out / 'results.json').write_text(text)
(out / 'samples_colours.jsonl').write_text(samples.read_text().replace(str(work), 'work'))
shutil.rmtree(work)
