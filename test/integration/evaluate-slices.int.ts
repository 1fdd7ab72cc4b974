import { beforeAll, expect, it } from 'vitest';
import { renderGfm } from '../harness/index.ts';
import { openRelease, type Release, readText } from './scene/release.ts';
import { plainFolder } from './scene/workspace.ts';

let release: Release;
beforeAll(async () => {
  release = await openRelease();
});

/** 3,000 rows of a model that is right nine times of ten, and half of the time for young people in the north. */
function predictions(): string {
  let state = 7;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const rows = Array.from({ length: 3000 }, (_, id) => {
    const age = 20 + Math.floor(random() * 10);
    const region = random() < 0.5 ? 'north' : 'south';
    const right = random() < (region === 'north' && age < 25 ? 0.5 : 0.9);
    return `${id},${right ? 1 : 0},0.9,${region},${age},${random() < 0.5 ? 'a' : 'b'}\n`;
  });
  return `id,label,score,region,age,kind\n${rows.join('')}`;
}

const inputs = {
  predictions: 'p.csv',
  task: 'binary',
  id: 'id',
  label: 'label',
  score: 'score',
  metrics: 'log_loss',
  replicates: '100',
};

it('crosses two columns', async () => {
  const folder = plainFolder({ 'p.csv': predictions() });
  const slice = 'region\nregion, kind';
  const result = await release.run('evaluate', { workspace: folder, inputs: { ...inputs, slice } });
  expect(result).toMatchObject({ exitCode: 0, problems: [] });
  const { evaluation } = JSON.parse(readText(folder, '.assay/run.json'));
  const names = evaluation.slices.map(({ slice }: { slice: string }) => slice);
  expect(names.slice(2).sort()).toEqual([
    'region=north and kind=a',
    'region=north and kind=b',
    'region=south and kind=a',
    'region=south and kind=b',
  ]);
  const ofNorth = evaluation.slices.filter(({ slice }: { slice: string }) =>
    slice.startsWith('region=north'),
  );
  const [whole, ...parts] = ofNorth.map(({ n }: { n: number }) => n);
  expect(parts.reduce((sum: number, n: number) => sum + n, 0)).toBe(whole);
});

it('finds the slice where the model is worst, and its predicate is a slice', async () => {
  const folder = plainFolder({ 'p.csv': predictions() });
  const searching = { ...inputs, 'search-slices': 'true' };
  const result = await release.run('evaluate', { workspace: folder, inputs: searching });
  expect(result).toMatchObject({ exitCode: 0, problems: [] });
  const [found] = JSON.parse(readText(folder, '.assay/run.json')).evaluation.search.slices;
  expect(found.where).toBe('"region" = \'north\' AND "age" <= 24');
  const { rows } = renderGfm(result.summary);
  expect(rows.flat()).toContain('region = north and age ≤ 24');
  const slice = `young north: ${found.where}`;
  await release.run('evaluate', { workspace: folder, inputs: { ...inputs, slice, record: 'b.json' } });
  const pasted = JSON.parse(readText(folder, 'b.json')).evaluation;
  expect(pasted.search).toBeUndefined();
  // The half that confirms is about half of it.
  expect(found.n / pasted.slices[0].n).toBeCloseTo(0.5, 1);
});

it('searches the columns that the contract names', async () => {
  const folder = plainFolder({
    'p.csv': predictions(),
    'assay.yml': `assay: 1
model: tiny
evaluate:
  predictions: p.csv
  task: binary
  id: id
  label: label
  score: score
  metrics: [log_loss]
  search-slices: {columns: [kind]}
`,
  });
  const result = await release.run('evaluate', { workspace: folder });
  expect(result).toMatchObject({ exitCode: 0, problems: [] });
  const { search } = JSON.parse(readText(folder, '.assay/run.json')).evaluation;
  expect(search).toMatchObject({ columns: 1, candidates: 2, slices: [] });
  expect(search.detectable).toBeGreaterThan(0);
});
