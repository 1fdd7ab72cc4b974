import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { openRelease, type Release, readText } from './scene/release.ts';
import { plainFolder } from './scene/workspace.ts';

let release: Release;
beforeAll(async () => {
  release = await openRelease();
});

/** So many that they are computed in threads. */
const ROWS = 80_000;
const inputs = {
  ...{ predictions: 'p.csv', task: 'binary', id: 'id', label: 'label', score: 'score', slice: 'region' },
  ...{ metrics: 'roc_auc\nf1\nks', replicates: '100' },
};
const flags = Object.entries(inputs).flatMap(([name, value]) =>
  value.split('\n').flatMap((one) => [`--${name}`, one]),
);

/** What is loaded before the program: each answer of a thread is a line of a file, or no thread is to be had at all. */
const WATCHED = `
  const threads = process.getBuiltinModule('node:worker_threads');
  const { appendFileSync } = process.getBuiltinModule('node:fs');
  threads.Worker = class extends threads.Worker {
    constructor(...given) {
      super(...given);
      this.on('message', (answer) => appendFileSync(process.env.ANSWERS, answer === null ? 'failed\\n' : 'done\\n'));
    }
  };`;
const REFUSED = `
  process.getBuiltinModule('node:worker_threads').Worker = class {
    constructor() { throw new Error('no more threads'); }
  };`;

function predictions(): string {
  let state = 11;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const rows = Array.from({ length: ROWS }, (_, id) => {
    const label = random() < 0.4 ? 1 : 0;
    const score = (0.5 * label + 1.5 * random()) / 2;
    return `${id},${label},${score},${random() < 0.5 ? 'north' : 'south'}\n`;
  });
  return `id,label,score,region\n${rows.join('')}`;
}

function preloaded(folder: string, file: string): Record<string, string> {
  return { NODE_OPTIONS: `--import=${join(folder, file)}`, ANSWERS: join(folder, 'answers.txt') };
}

/** Metrics, and their changes from the trivial model, as the record has them. */
function numbersOf(folder: string, record: string) {
  const { evaluation, comparisons } = JSON.parse(readText(folder, record));
  const [trivial] = comparisons.filter((one: { with: string }) => one.with === 'trivial');
  return { metrics: evaluation.metrics, changes: trivial.metrics };
}

it('computes many rows in threads, in an action and on the command line, and without threads the same', async () => {
  const folder = plainFolder({ 'p.csv': predictions(), 'watched.mjs': WATCHED, 'refused.mjs': REFUSED });
  const step = (record: string, file: string) =>
    release.run('evaluate', {
      workspace: folder,
      inputs: { ...inputs, record },
      env: preloaded(folder, file),
    });
  expect(await step('action.json', 'watched.mjs')).toMatchObject({ exitCode: 0, problems: [] });
  const answered = () => readFileSync(join(folder, 'answers.txt'), 'utf8').split('\n').filter(Boolean);
  // The set is digested and all rows are measured; two slices, the curves and the comparison with the trivial model are that thread's or the program's.
  const inAction = answered().length;
  expect(inAction).toBeGreaterThanOrEqual(2);
  expect(inAction).toBeLessThanOrEqual(6);
  const args = [...flags, '--record', 'terminal.json'];
  const { exitCode, stderr } = await release.compute(
    'evaluate',
    folder,
    args,
    preloaded(folder, 'watched.mjs'),
  );
  expect(exitCode, stderr).toBe(0);
  const inBoth = answered().length;
  expect(inBoth).toBeGreaterThanOrEqual(inAction + 2);
  expect(answered()).toEqual(Array(inBoth).fill('done'));
  expect(await step('refused.json', 'refused.mjs')).toMatchObject({ exitCode: 0, problems: [] });
  expect(answered()).toHaveLength(inBoth);
  const found = numbersOf(folder, 'action.json');
  expect(found.metrics).toHaveLength(9);
  expect(found.changes).toHaveLength(3);
  expect(numbersOf(folder, 'terminal.json')).toEqual(found);
  expect(numbersOf(folder, 'refused.json')).toEqual(found);
});
