import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, type TrinoServer, temporaryFolder, trinoPart } from '../harness/index.ts';
import { LIBRARY_FOLDER } from './scene/duckdb.ts';
import { openRelease, type Release, readText } from './scene/release.ts';
import { workspace } from './scene/workspace.ts';

const CONTRACT = `assay-data: 1
unique: [id]
columns:
  id: {type: integer}
  amount: {type: number, range: {max: 9}}
  secret: {type: string, sensitive: true, allowed: [b]}
`;

const OTHER = `assay-data: 1
columns:
  id: {type: integer}
parity:
  - {with: "trino://memory.ml.trips", id: id}
`;

let release: Release;
beforeAll(async () => {
  release = await openRelease();
});

/** The command line in a folder with a contract. */
async function commandLine(environment: Record<string, string>) {
  const cwd = await workspace({ 'c.yml': CONTRACT, 'other.yml': OTHER, 'rows.csv': 'id\n1\n' });
  const library = join(release.toolCache, LIBRARY_FOLDER);
  return {
    cwd,
    args: (...more: string[]) => [
      join(release.folder, 'dist/assay.js'),
      'validate-data',
      '--duckdb-library',
      library,
      ...more,
    ],
    env: { PATH: release.path, HOME: temporaryFolder(), ...release.compiled, ...environment },
  };
}

async function assay(environment: Record<string, string>, ...more: string[]) {
  const { cwd, args, env } = await commandLine(environment);
  return { cwd, ...(await run(process.execPath, args(...more), { cwd, env, mayFail: true })) };
}

const trino = await trinoPart();

describe.skipIf(!trino.available)('a table of Trino', () => {
  let server: TrinoServer;
  beforeAll(async () => {
    if (!trino.available) return;
    server = await trino.start();
    await server.ask('CREATE SCHEMA memory.ml');
    await server.ask(
      "CREATE TABLE memory.ml.trips AS SELECT n AS id, n * 1e0 AS amount, 'hidden' || CAST(n AS VARCHAR) AS secret FROM UNNEST(sequence(1, 12)) t(n)",
    );
    const million = 'SELECT n FROM UNNEST(sequence(1, 1000)) a(n)';
    await server.ask(
      `CREATE VIEW memory.ml.slow AS SELECT a.n * b.n * c.n AS id FROM (${million}) a CROSS JOIN (${million}) b CROSS JOIN (${million}) c`,
    );
  }, 240_000);
  afterAll(async () => {
    await server?.close();
  });

  it('is checked at the terminal: findings, record, progress', async () => {
    const { exitCode, stdout, stderr, cwd } = await assay(
      { ASSAY_TRINO_URL: server.url },
      ...['--data', 'trino://memory.ml.trips', '--contract', 'c.yml', '--json'],
    );
    expect(stderr).toMatch(/^trino: \d+ queries, [\d,]+ rows read in [\d.]+ s, [\d,]+ rows a second$/m);
    expect(exitCode).toBe(1);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ outcome: 'fail', rows: 12, engine: 'trino 476', files: 0 });
    expect(report.digest).toMatch(/^sha256:/);
    const range = report.findings.find(({ check }: { check: string }) => check === 'range');
    // 10, 11 and 12 are above 9.
    expect(range).toMatchObject({ rows: 3, examples: [{ row: null, key: 'id=10', value: '10.0' }, {}, {}] });
    expect(stdout).not.toContain('hidden');
    expect(readText(cwd, '.assay/run.json')).toContain('"trino 476"');
  });

  it('is checked by the action, whose summary names rows by their key', async () => {
    const folder = await workspace({ 'c.yml': CONTRACT });
    const { exitCode, annotations, summary, outputs } = await release.run('validate-data', {
      workspace: folder,
      inputs: { data: 'trino://memory.ml.trips', contract: 'c.yml' },
      env: { ASSAY_TRINO_URL: server.url },
    });
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ outcome: 'fail', rows: '12' });
    const range = annotations.find(({ message }) => message.includes('at most 9'));
    expect(range).toMatchObject({ level: 'error', file: 'c.yml', line: 5 });
    expect(range?.message).toContain('first rows id=10, id=11, id=12');
    expect(summary).toContain('id=10');
    expect(summary).toContain('12 rows of a table (trino 476)');
    expect(summary).not.toContain('hidden');
  });

  it('is a data set of assay.yml, or some rows of it are', async () => {
    const { cwd, args, env } = await commandLine({ ASSAY_TRINO_URL: server.url });
    writeFileSync(
      join(cwd, 'assay.yml'),
      `assay: 1\nmodel: m1\ndata: {trips: {table: "trino://memory.ml.trips", where: id > 9, contract: c.yml}}\n`,
    );
    const { stdout } = await run(process.execPath, args('--json'), { cwd, env, mayFail: true });
    expect(JSON.parse(stdout)).toMatchObject({ name: 'trips', outcome: 'fail', rows: 3 });
  });

  it('has a stored profile and a page, beside files, and one digest', async () => {
    const { exitCode, stderr, cwd } = await assay(
      { ASSAY_TRINO_URL: server.url, ASSAY_TRINO_USER: 'once' },
      ...[
        '--data',
        'trino://memory.ml.trips',
        '--reference',
        'rows.csv',
        '--profile',
        'p.json',
        '--html',
        'p.html',
      ],
    );
    expect(exitCode, stderr).toBe(0);
    const profile = JSON.parse(readText(cwd, 'p.json'));
    expect(profile).toMatchObject({ rows: 12, 'made-by': { engine: 'trino 476' } });
    expect(profile.columns[1]).toMatchObject({ name: 'amount', min: 1, max: 12, distinct: { count: 12 } });
    expect(readText(cwd, 'p.html')).toContain('rows.csv');
    const sums = `SELECT count(*) FROM system.runtime.queries WHERE "user" = 'once' AND query LIKE '%checksum%'`;
    expect(await server.ask(sums)).toEqual([[1]]);
  });

  it('is the reference of files, and all that was asked is told at the end', async () => {
    const data = ['--data', 'rows.csv', '--reference', 'trino://memory.ml.trips'];
    const { exitCode, stderr } = await assay({ ASSAY_TRINO_URL: server.url }, ...data);
    expect(exitCode, stderr).toBe(0);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^trino: \d+ queries, [\d,]+ rows read/);
  });

  it('tells a contract, which it passes', async () => {
    const { cwd, args, env } = await commandLine({ ASSAY_TRINO_URL: server.url });
    const data = ['--data', 'trino://memory.ml.trips'];
    await run(process.execPath, args(...data, '--infer', '--out', 'n.yml'), { cwd, env });
    expect(readText(cwd, 'n.yml')).toContain('type: number # from 1 to 12');
    const { exitCode } = await run(process.execPath, args(...data, '--contract', 'n.yml'), { cwd, env });
    expect(exitCode).toBe(0);
  });

  it('is watched by the day: what drifts, what does not, and a day without rows', async () => {
    await server.ask(
      "CREATE TABLE memory.ml.days AS SELECT date_add('day', CAST(n / 500 AS INTEGER), DATE '2026-11-01') AS day, n % 500 + if(n >= 1000, 300, 0) AS fare FROM UNNEST(sequence(0, 1499)) t(n)",
    );
    const { cwd, args, env } = await commandLine({ ASSAY_TRINO_URL: server.url });
    writeFileSync(
      join(cwd, 'reference.csv'),
      `fare\n${Array.from({ length: 500 }, (_, i) => `${i}\n`).join('')}`,
    );
    writeFileSync(
      join(cwd, 'assay.yml'),
      'assay: 1\nmodel: m1\ndrift:\n  daily:\n    current: {table: "trino://memory.ml.days", where: "day = {{ date }}"}\n    reference: reference.csv\n',
    );
    await run('git', ['init', '-q', '-b', 'main'], { cwd, env });
    const check = async (date: string) => {
      const given = args('--monitor', 'daily', '--date', date, '--dry-run', '--json').with(1, 'check-drift');
      const { stdout } = await run(process.execPath, given, { cwd, env, mayFail: true });
      return JSON.parse(stdout);
    };
    expect(await check('2026-11-02')).toMatchObject({ outcome: 'none', current: { rows: 500 } });
    expect(await check('2026-11-03')).toMatchObject({ outcome: 'drift', current: { rows: 500 } });
    expect(await check('2026-11-04')).toMatchObject({ error: { code: 'drift-no-batch' } });
  });

  it.each([
    ['gone', ['--data', 'trino://memory.ml.gone'], 'trino-table-missing'],
    ['not beside files', ['--data', 'rows.csv', '--contract', 'other.yml'], 'trino-unsupported'],
    ['with a file', ['--data', 'trino://memory.ml.trips', '--data', 'rows.csv'], 'trino-alone'],
    ['no name', ['--data', 'trino://ada:secret@host/a/b'], 'trino-table'],
  ])('%s: wrong use, and said so', async (_what, args, code) => {
    const { exitCode, stdout, stderr } = await assay({ ASSAY_TRINO_URL: server.url }, ...args, '--json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout).error.code).toBe(code);
    expect(stdout + stderr).not.toContain('secret');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends the query in Trino too', async (signal) => {
    const { cwd, args, env } = await commandLine({ ASSAY_TRINO_URL: server.url, ASSAY_TRINO_USER: signal });
    const child = spawn(process.execPath, args('--data', 'trino://memory.ml.slow'), {
      cwd,
      env,
      stdio: 'ignore',
    });
    const exited = once(child, 'exit');
    const states = async () => {
      const rows = await server.ask(
        `SELECT state, error_code FROM system.runtime.queries WHERE "user" = '${signal}' AND query LIKE '%count(*)%'`,
      );
      return rows.map((row) => row.join(' '));
    };
    while (!(await states()).some((state) => state.startsWith('RUNNING'))) {
      expect(child.exitCode).toBeNull();
      await pause(100);
    }
    child.kill(signal);
    expect((await exited)[0]).toBe(130);
    // Trino takes note of it within a moment.
    for (
      let waited = 0;
      waited < 5000 && (await states()).some((state) => !state.startsWith('FAILED'));
      waited += 100
    )
      await pause(100);
    expect(new Set(await states())).toEqual(new Set(['FAILED USER_CANCELED']));
    expect(existsSync(join(cwd, '.assay/run.json'))).toBe(false);
  });
});
