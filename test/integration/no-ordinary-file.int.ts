import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { run, temporaryFolder } from '../harness/index.ts';
import { LIBRARY_FOLDER } from './scene/duckdb.ts';
import { openRelease, type Release } from './scene/release.ts';
import { workspace } from './scene/workspace.ts';

// Nobody writes into these pipes, and nobody reads from them: whoever opens one waits for ever.
const NAMES = ['pipe.csv', 'pipe.yml', 'pipe.json', 'pipe.html'];
const BINARY = ['--task', 'binary', '--label', 'label', '--score', 'score'];

let release: Release;
let folder: string;
beforeAll(async () => {
  release = await openRelease();
  folder = await workspace({
    'assay.yml': 'assay: 1\nmodel: tips\ndata: {all: {path: a.csv}}\n',
    'a.csv': `id,x,label,score\n${Array.from({ length: 40 }, (_, i) => `${i},${i},${i % 2},0.${i + 10}\n`).join('')}`,
  });
  execFileSync('mkfifo', NAMES, { cwd: folder });
  const data = ['validate-data', '--data', 'a.csv', '--record', 'there.json'];
  expect(await assay(data)).toMatchObject({ exitCode: 0 });
});

async function assay([verb = '', ...args]: readonly string[]) {
  const takesLibrary = ['validate-data', 'evaluate', 'check-drift'].includes(verb);
  const library = takesLibrary ? ['--duckdb-library', join(release.toolCache, LIBRARY_FOLDER)] : [];
  const program = [join(release.folder, 'dist/assay.js'), verb, ...library, ...args, '--json'];
  const env = { PATH: release.path, HOME: temporaryFolder('home'), ...release.compiled };
  const options = { cwd: folder, env, mayFail: true, timeLimitMilliseconds: 20_000 };
  const { exitCode, timedOut, stdout } = await run(process.execPath, program, options);
  return { exitCode, timedOut, code: stdout === '' ? '' : JSON.parse(stdout).error?.code };
}

it.each([
  ['path-no-file', 'validate-data --config pipe.yml'],
  ['data-is-pipe', 'validate-data --data pipe.csv'],
  ['contract-not-found', 'validate-data --data a.csv --contract pipe.yml'],
  ['path-no-file', 'validate-data --data a.csv --reference pipe.json'],
  ['path-no-file', 'validate-data --data a.csv --record pipe.json'],
  ['path-no-file', 'validate-data --data a.csv --profile pipe.json'],
  ['path-no-file', 'validate-data --data a.csv --html pipe.html'],
  ['path-no-file', 'validate-data --data a.csv --html pipe.html/page.html'],
  ['path-no-file', 'validate-data --data a.csv --infer --out pipe.yml'],
  ['contract-not-found', 'validate-data --data a.csv --update --contract pipe.yml'],
  ['path-no-file', 'validate-data --import pipe.json'],
  ['path-no-file', 'validate-data --merge pipe.json --profile p.json'],
  ['path-outside', 'validate-data --data a.csv --contract /dev/fd/0'],
  ['path-outside', 'validate-data --data a.csv --contract /dev/zero'],
  ['path-outside', 'validate-data --data a.csv --record /dev/full'],
  ['path-no-file', 'evaluate --metrics-file pipe.json'],
  ['path-no-file', `evaluate --predictions pipe.csv ${BINARY.join(' ')}`],
  ['path-no-file', 'gate --policy pipe.yml'],
  ['path-no-file', 'gate --record pipe.json'],
  ['path-no-file', 'explain --policy pipe.yml'],
  ['path-no-file', 'report --record there.json --html pipe.html'],
  ['path-no-file', 'check-drift --reference a.csv --save-profile pipe.json'],
  ['path-no-file', 'check-drift --reference pipe.json --current a.csv'],
  ['path-no-file', 'history --html pipe.html'],
  ['path-no-file', 'history --reports pipe.json --html page.html'],
  ['path-no-file', 'train --command true --outputs a.csv --params pipe.json'],
  ['path-no-file', 'train --command true --outputs a.csv --inputs pipe.json'],
  ['path-no-file', 'train --command true --outputs pipe.csv'],
])('%s: %s', async (code, line) => {
  expect(await assay(line.split(' '))).toEqual({ exitCode: 2, timedOut: false, code });
});
