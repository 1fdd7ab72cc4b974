"""What `pytest --benchmark-json` writes."""

import json
import subprocess
import sys
from pathlib import Path

out = Path('files/pytest-benchmark.json')
Path('test_speed.py').write_text("""
import pytest


@pytest.mark.parametrize('rows', [10, 1000])
def test_predict(benchmark, rows):
    benchmark.pedantic(lambda: sum(range(rows)), rounds=20, iterations=10)
""")
command = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', f'--benchmark-json={out}', 'test_speed.py']
subprocess.run([sys.executable, *command], check=True, capture_output=True)
Path('test_speed.py').unlink()
# What it says of the machine and of the commit is nobody's business.
written = json.loads(out.read_text())
written['machine_info'] = {}
written['commit_info'] = {}
out.write_text(json.dumps(written, indent=1))
