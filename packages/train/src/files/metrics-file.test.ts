import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFiles } from '@assay/test';
import { expect, test } from 'vitest';
import { readMetrics } from './metrics-file.ts';

async function metricsOf(name: string, text: string) {
  return readMetrics(await temporaryFiles({ [name]: text }), name);
}

test('JSON that Python wrote: finite numbers in, NaN and infinities out with a note', async () => {
  const root = await temporaryFiles();
  const program =
    'import json\njson.dump({"auc": 0.5, "loss": float("nan"), "test": {"f1": 1, "max": float("-inf")}, "rows": 10**17, "name": "NaN-safe", "ok": True, "none": None, "curve": [1, 2]}, open("m.json", "w"))';
  execFileSync('python3', ['-c', program], { cwd: root });
  expect(await readMetrics(root, 'm.json')).toEqual({
    metrics: { auc: 0.5, 'test.f1': 1, rows: 1e17 },
    notes: [
      'the metric "loss" is NaN, and was left out',
      'the metric "test.max" is -Infinity, and was left out',
      'the metric "curve" is a list, and was left out: a metric is one number',
    ],
  });
});

test.each([
  ['m.yaml', 'auc: 0.5\ntest: {f1: 1}\nloss: .nan\nother: NaN\nname: x'],
  ['m.toml', 'auc = 0.5\nloss = nan\nother = -inf\nname = "x"\n[test]\nf1 = 1'],
  ['m.json', '{"auc": 0.5, "loss": 1e999, "other": "Infinity", "test": {"f1": 1}, "name": "x"}'],
])('%s', async (name, text) => {
  const { metrics, notes } = await metricsOf(name, text);
  expect(metrics).toEqual({ auc: 0.5, 'test.f1': 1 });
  expect(notes).toHaveLength(2);
});

test('a name of many lines stays on one line of a note', async () => {
  const { notes } = await metricsOf('m.json', '{"a\\n::error::b": NaN}');
  expect(notes).toEqual(['the metric "a\\n::error::b" is NaN, and was left out']);
});

test('a link is refused', async () => {
  const root = await temporaryFiles();
  execFileSync('ln', ['-s', '/etc/hostname', join(root, 'm.json')]);
  await expect(readMetrics(root, 'm.json')).rejects.toMatchObject({ code: 'link-refused' });
});
