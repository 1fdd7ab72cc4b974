import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Part } from '../measure.ts';
import { ranksOfParts } from '../predictions/sample.ts';
import type { RequestedMetric } from '../request.ts';
import { startThreads, threadsOf, workOnParts } from './part-threads.ts';
import { sharedSample } from './shared.ts';

const THREAD = new URL('./thread.ts', import.meta.url).href;
/** Modules whose threads end: before their work, at it, and with an error. */
const DYING = [
  'export const workInThread = () => process.exit(3);',
  `import { parentPort } from 'node:worker_threads';
   export const workInThread = () => parentPort.on('message', () => process.exit(3));`,
  `import { parentPort } from 'node:worker_threads';
   export const workInThread = () => parentPort.on('message', () => { throw new Error('out of memory'); });`,
  'export const another = 1;',
].map((text) => `data:text/javascript,${encodeURIComponent(text)}`);

const rows = 300;
const labels = Uint8Array.from({ length: rows }, (_, row) => ((row * 37) % 100 > 45 ? 1 : 0));
const scores = (by: number) => Float64Array.from({ length: rows }, (_, row) => ((row * by) % 101) / 101);
const whole = { task: 'binary' as const, sample: { labels, scores: scores(53) } };
const other = { task: 'binary' as const, sample: { labels, scores: scores(29) } };
const settings = { confidence: 0.95, replicates: 100, seed: 0 };
const metrics: RequestedMetric[] = ['roc_auc', 'f1', 'ks'].map((metric) => ({
  key: metric,
  spec: { metric },
  direction: 'higher',
}));
const every = (step: number) => Int32Array.from({ length: rows / step }, (_, i) => i * step);
const parts = (of: Part['whole']): Part[] =>
  [null, every(2), every(3), every(5)].map((chosen, i) => ({
    slice: chosen && `s=${i}`,
    whole: of,
    group: Int32Array.from(labels, (_, row) => row % 60),
    rows: chosen,
  }));

async function computed(threads: ReturnType<typeof startThreads>, of = whole, asked = metrics) {
  onTestFinished(() => threads?.close());
  const works = parts(of).map((part) => ({ part, metrics: asked, settings }));
  const measured = await workOnParts(threads, 'measure', works);
  const changed = await workOnParts(
    threads,
    'changes',
    works.flatMap((work) => [
      { ...work, other: { whole: other, ranks: ranksOfParts(other) } },
      { ...work, other: 'trivial' as const },
    ]),
  );
  return { measured, changed };
}

test('threads compute what this one does, of shared memory and of their own', async () => {
  const here = await computed(undefined);
  expect(here.changed[0]?.[0]?.value).toBeCloseTo(
    (here.changed[0]?.[0]?.candidate ?? 0) - (here.changed[0]?.[0]?.base ?? 0),
    12,
  );
  expect(await computed(threadsOf(2, THREAD))).toEqual(here);
  const memory = sharedSample(whole);
  expect(memory.sample.labels).toMatchObject({ buffer: expect.any(SharedArrayBuffer) });
  expect(await computed(threadsOf(3, THREAD), memory as typeof whole)).toEqual(here);
  const helped = threadsOf(1, THREAD);
  helped.help();
  expect(await computed(helped)).toEqual(here);
});

test.each(DYING)('a thread that dies leaves its work to others: %s', async (module) => {
  expect(await computed(threadsOf(2, module))).toEqual(await computed(undefined));
});

// A thread that never answers keeps what it was given.
const SILENT = `data:text/javascript,${encodeURIComponent(
  `import { parentPort } from 'node:worker_threads';
   export const workInThread = () => parentPort.on('message', () => {});`,
)}`;

test('this thread takes what no other has been given, once it is asked to', async () => {
  const threads = threadsOf(1, SILENT);
  onTestFinished(() => threads.close());
  const works = parts(whole).map((part) => ({ part, metrics, settings }));
  let done = 0;
  const each = works.map(async (work) => {
    const [found] = await workOnParts(threads, 'measure', [work]);
    done += 1;
    return found;
  });
  await setImmediate();
  expect(done).toBe(0);
  threads.help();
  // Two of the four are the other's.
  expect(await Promise.all(each.slice(2))).toEqual(await workOnParts(undefined, 'measure', works.slice(2)));
  expect(done).toBe(2);
}, 30_000);

test('of many parts each thread has a share before it asks', async () => {
  const threads = threadsOf(1, SILENT);
  onTestFinished(() => threads.close());
  const [one] = parts(whole);
  if (one === undefined) throw new Error('there are parts');
  const works = Array.from({ length: 40 }, () => ({ part: { ...one }, metrics, settings }));
  const seen: Part[] = [];
  for (const { part } of works) Object.defineProperty(part, 'group', { get: () => void seen.push(part) });
  void threads.run('measure', works);
  // A quarter of the 40, or when fewer are left of those.
  expect(new Set(seen).size).toBeGreaterThan(5);
  expect(new Set(seen).size).toBeLessThanOrEqual(10);
});

test('what no thread can be sent is computed here', async () => {
  const formula = {
    aggregates: [{ column: 'x', of: 'sum' as const }],
    value: ([x]: readonly number[]) => x ?? 0,
  };
  const own: RequestedMetric[] = [{ key: 'own', spec: { metric: 'own', formula }, direction: null }];
  const columns = { x: Float64Array.from(labels) };
  const measured = { ...whole, sample: { ...whole.sample, columns } };
  const works = parts(measured).map((part) => ({ part, metrics: own, settings }));
  const threads = threadsOf(1, THREAD);
  onTestFinished(() => threads.close());
  const [found] = await workOnParts(threads, 'measure', works);
  expect(found?.[0]?.value).toBe(labels.reduce((sum, label) => sum + label, 0));
});

test('what fails in a thread fails as it does here', async () => {
  const unknown: RequestedMetric[] = [{ key: 'no', spec: { metric: 'no' }, direction: null }];
  await expect(computed(threadsOf(1, THREAD), whole, unknown)).rejects.toThrow(/no/);
});

test('few predictions, or texts, start no threads', () => {
  expect(startThreads('binary', 1_999_999)).toBeUndefined();
  expect(startThreads('text', 1e9)).toBeUndefined();
});
