import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from './testing/project.ts';

const contract = (more = '') => `assay-data: 1\n${more}columns: {}\nextra-columns: allow\n`;
const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 2},0.${i % 9},caf\xe9${i % 3}\n`).join('');

test.each([
  ['evaluate', { predictions: 'a.csv', task: 'binary', label: 'label', score: 'score' }, ['a.csv']],
  ['check-drift', { reference: 'a.csv', current: 'b.csv' }, ['a.csv', 'b.csv']],
  ['validate-data', { data: 'a.csv' }, ['a.csv']],
  ['validate-data', { data: 'a.csv', infer: 'true' }, ['a.csv']],
  ['validate-data', { data: 'a.csv', contract: 'c.yml', reference: 'b.csv' }, ['b.csv']],
  ['validate-data', { data: 'a.csv', contract: 'said.yml', reference: 'b.csv' }, []],
] as const)('%s %j warns of Windows-1252 that nothing says or judges: %j', async (verb, inputs, files) => {
  const made = await project({ 'c.yml': contract(), 'said.yml': contract('encoding: windows-1252\n') });
  for (const name of ['a.csv', 'b.csv'])
    writeFileSync(join(made.repository.path, name), Buffer.from(`id,label,score,place\n${rows}`, 'latin1'));
  await made.run(verb, inputs);
  const warned = made.told.filter((line) => line.includes('Windows-1252'));
  expect(warned).toEqual(files.map((file) => expect.stringMatching(`^warn: ${file} is no UTF-8`)));
});
