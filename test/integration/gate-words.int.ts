import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openRelease, type Release, readText } from './scene/release.ts';
import { CONTRACT, TRAIN_SCRIPT, tinyModel } from './scene/tiny-model.ts';
import { plainFolder, workspace } from './scene/workspace.ts';

let release: Release;
beforeAll(async () => {
  release = await openRelease();
});

/** 60 rows: label and score of the i-th. */
const predictions = (label: (i: number) => number, score: (i: number) => number | string, rows = 60) =>
  `id,label,score,weight,part\n${Array.from({ length: rows }, (_, i) => `${i},${label(i)},${score(i)},0,${i % 2}\n`).join('')}`;
const alternating = (i: number) => i % 2;
const rising = (i: number) => i / 60;

const SCORED = { task: 'binary', id: 'id', label: 'label', score: 'score', metrics: 'roc_auc,recall' };

/** Evaluates into a folder, from its options alone. */
async function evaluateIn(folder: string, csv: string, inputs: Record<string, string> = {}) {
  writeFileSync(join(folder, 'p.csv'), csv);
  const given = { predictions: 'p.csv', replicates: '100', ...SCORED, ...inputs };
  const options = Object.entries(given).flatMap(([name, value]) =>
    value === '' ? [] : [`--${name}`, value],
  );
  return release.compute('evaluate', folder, options);
}

/** What one rule comes to, as `assay gate --json` tells it. */
async function held(folder: string, rule: string, args: readonly string[] = []) {
  writeFileSync(join(folder, 'policy.yml'), `assay: 1\nrules: [${rule}]\nstale-after: 30d\n`);
  const { stdout } = await release.assay(folder, ['gate', '--policy', 'policy.yml', ...args, '--json']);
  const { verdict, rules } = JSON.parse(stdout);
  return { verdict, code: rules[0].code, why: rules[0].why, ofRule: rules[0].verdict };
}

const FLOOR = '{metric: roc_auc, at-least: 0.45}';

describe('an evaluation that is degenerate has a named outcome', () => {
  it.each([
    {
      name: 'one class',
      csv: predictions(() => 1, rising),
      code: 'undefined',
      why: /rows of one class only/,
    },
    {
      name: 'no positive row',
      csv: predictions(() => 0, rising),
      rule: '{metric: recall, at-least: 0.1}',
      code: 'undefined',
      why: /no positive rows/,
    },
    {
      name: 'one row',
      csv: predictions(() => 1, rising, 1),
      code: 'undefined',
      why: /rows of one class only/,
    },
    { name: 'constant scores', csv: predictions(alternating, () => 0.5), why: /reaches over/ },
    {
      name: 'ties everywhere',
      csv: predictions(alternating, (i) => (i % 4 < 2 ? 0.2 : 0.8)),
      why: /reaches over/,
    },
    {
      name: 'weights of zero',
      csv: predictions(alternating, rising),
      inputs: { weight: 'weight' },
      code: 'undefined',
      why: /no weight/,
    },
    {
      name: 'a metric that was not measured',
      csv: predictions(alternating, rising),
      rule: '{metric: f1, at-least: 0.1}',
      code: 'no-metric',
      why: /no metric "f1"/,
    },
    {
      name: 'a slice that is not there',
      csv: predictions(alternating, rising),
      rule: '{metric: recall, slice: part=2, at-least: 0.1}',
      inputs: { slice: 'part' },
      code: 'no-slice',
      why: /no slice "part=2"/,
    },
  ])('$name', async ({ csv, rule = FLOOR, inputs = {}, code, why }) => {
    const folder = plainFolder({});
    expect(await evaluateIn(folder, csv, inputs)).toMatchObject({ exitCode: 0 });
    const found = await held(folder, rule);
    expect(found.verdict).toBe(code === undefined ? 'inconclusive' : 'fail');
    expect(found.code).toBe(code);
    expect(found.why).toMatch(why);
  });

  it.each([
    ['no row', predictions(alternating, rising, 0), /no rows|has no row/],
    ['a score that is NaN', predictions(alternating, (i) => (i === 3 ? 'NaN' : rising(i))), /score/],
  ])('%s is refused before anything is judged', async (_, csv, says) => {
    const result = await evaluateIn(plainFolder({}), csv);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(says);
  });
});

describe('a baseline that cannot be compared with has a named outcome', () => {
  const CHANGE = '{metric: recall, no-worse-than: 0.5}';

  it.each([
    {
      name: 'another evaluation set',
      csv: predictions(alternating, rising, 50),
      code: 'different-evaluation-set',
    },
    {
      name: 'another task',
      csv: predictions(alternating, rising),
      inputs: { task: 'regression', score: '', prediction: 'score', metrics: 'mae' },
      code: 'different-metric-definition',
    },
    {
      name: 'another threshold',
      csv: predictions(alternating, rising),
      inputs: { threshold: '0.3' },
      code: 'different-threshold',
    },
    {
      name: 'no such metric',
      csv: predictions(alternating, rising),
      inputs: { metrics: 'roc_auc' },
      code: 'not-in-baseline',
    },
    {
      name: 'no such slice',
      csv: predictions(alternating, rising),
      rule: '{metric: recall, slice: part=1, no-worse-than: 0.5}',
      code: 'slice-not-in-baseline',
    },
    {
      name: 'an old one',
      csv: predictions(alternating, rising),
      recorded: '2020-01-01T00:00:00Z',
      code: 'stale-baseline',
    },
  ])('$name', async ({ csv, inputs = {}, rule = CHANGE, recorded, code }) => {
    const folder = plainFolder({});
    await evaluateIn(folder, csv, { ...inputs, record: 'base.json' });
    const base = JSON.parse(readText(folder, 'base.json'));
    writeFileSync(join(folder, 'base.json'), JSON.stringify({ ...base, created: recorded ?? base.created }));
    await evaluateIn(folder, predictions(alternating, rising), { slice: 'part' });
    const found = await held(folder, rule, ['--baseline', 'base.json']);
    expect(found).toMatchObject({ code });
    const judged = code === 'different-evaluation-set' ? /pass|inconclusive/ : /fail|inconclusive/;
    expect(found.ofRule).toMatch(judged);
  });
});

/** The contract, and a training that comes out a little otherwise with each seed, on the same rows. */
const SEEDED = {
  'assay.yml': CONTRACT.replace('command: node train.mjs', 'command: node train.mjs\n  seeds: [1, 2, 3]'),
  'train.mjs': TRAIN_SCRIPT.replace('noise * 3 *', '(noise + Number(process.env.ASSAY_SEED) / 9) * 3 *'),
};

describe('the same model, and one of other seeds', () => {
  it('identical predictions of another model are no worse, and not better, whatever the margin', async () => {
    const better = '    - {metric: roc_auc, against: base, better-by: 0}\n';
    const folder = await workspace(tinyModel(0.6, { 'assay.yml': CONTRACT + better }));
    const first = await release.compute('run', folder, ['--record-base']);
    expect(first, first.stderr).toMatchObject({ exitCode: 0 });
    const script = readFileSync(join(folder, 'train.mjs'), 'utf8');
    writeFileSync(join(folder, 'train.mjs'), script.replace('{ noise })', '{ noise, version: 2 })'));
    const { stdout } = await release.compute('run', folder, ['--json']);
    const { verdict, comparisons } = JSON.parse(stdout);
    const code = 'identical-predictions';
    expect(verdict.rules.slice(1)).toMatchObject([
      { code, verdict: 'pass', change: 0, low: 0, high: 0 },
      { code, verdict: 'fail', why: expect.stringContaining('no better') },
    ]);
    expect(comparisons[0].flips).toMatchObject({ gained: 0, lost: 0 });
    const { stdout: words } = await release.assay(folder, ['gate']);
    expect(words).not.toContain('NaN');
  });

  it('identical predictions of another model are said, and what seeds differ by', async () => {
    const folder = await workspace(tinyModel(0.6, SEEDED));
    const first = await release.compute('run', folder, ['--record-base']);
    expect(first, first.stderr).toMatchObject({ exitCode: 0 });
    const script = readFileSync(join(folder, 'train.mjs'), 'utf8');
    writeFileSync(join(folder, 'train.mjs'), script.replace('{ noise })', '{ noise, version: 2 })'));
    const second = await release.compute('run', folder, ['--json']);
    expect(second, second.stderr).toMatchObject({ exitCode: 0 });
    const { verdict, evaluation } = JSON.parse(second.stdout);
    const [, change] = verdict.rules;
    expect(change).toMatchObject({ verdict: 'inconclusive', intervals: { rows: [0, 0], n: [3, 3] } });
    expect(evaluation.seeds.metrics[0].sd).toBeGreaterThan(0);
    const slices = evaluation.seeds.metrics.map(({ slice }: { slice?: string }) => slice);
    expect(new Set(slices)).toEqual(new Set([undefined, 'segment=north', 'segment=south']));
    const explained = await release.assay(folder, ['explain', '--metric', 'log_loss']);
    expect(explained.stdout + explained.stderr).toMatch(/over 3 and 3 seeds \[.*\] \(Welch\)/);
  });
});

describe('how many labels a policy asks for, and why it came out so', () => {
  it('plans before there is a run, by the published sizes', async () => {
    const policy = `assay: 1
rules:
  - {metric: accuracy, at-least: 0.8}
test-set: {looks: 32, reliability: 0.99, tolerance: 0.1}
`;
    const folder = plainFolder({ 'policy.yml': policy });
    const { stdout } = await release.assay(folder, ['gate', '--policy', 'policy.yml', '--plan', '--json']);
    expect(JSON.parse(stdout).plan.rules).toMatchObject([{ bound: 1340, 'bound-of': 'rows' }]);
    writeFileSync(
      join(folder, 'policy.yml'),
      `${policy.replace('at-least: 0.8', 'better-by: 0')}`
        .replace('0.99', '0.9999')
        .replace('tolerance: 0.1', 'tolerance: 0.01, changed: 0.1'),
    );
    const few = await release.assay(folder, ['gate', '--policy', 'policy.yml', '--plan', '--json']);
    expect(JSON.parse(few.stdout).plan.rules).toMatchObject([{ 'bound-if-few-change': 67_706 }]);
  });

  it('plans from a record, and explains it rule by rule', async () => {
    const folder = plainFolder({});
    await evaluateIn(folder, predictions(alternating, rising));
    writeFileSync(join(folder, 'policy.yml'), `assay: 1\nrules: [${FLOOR}]\n`);
    const plan = await release.assay(folder, ['gate', '--policy', 'policy.yml', '--plan']);
    expect(plan.stdout + plan.stderr).toMatch(/60 rows now/);
    const explained = await release.assay(folder, ['explain', '--policy', 'policy.yml']);
    expect(explained.stdout + explained.stderr).toMatch(/roc_auc ≥ 0.45: inconclusive\n +value .*interval/);
  });
});
