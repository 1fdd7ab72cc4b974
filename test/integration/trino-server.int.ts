import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../harness/index.ts';
import { openRelease, type Release } from './scene/release.ts';
import { workspace } from './scene/workspace.ts';

let release: Release;
beforeAll(async () => {
  release = await openRelease();
});

const CONTRACT = 'assay-data: 1\ncolumns:\n  id: {type: integer}\n';

/** Asks the server of an environment about a table. */
async function assay(environment: Record<string, string>) {
  const cwd = await workspace({ 'c.yml': CONTRACT });
  return { cwd, ...(await release.validateData(cwd, ['--data', 'trino://a.b.c'], environment)) };
}

describe('credentials', () => {
  it.each([
    [
      'a wrong password',
      401,
      { ASSAY_TRINO_USER: 'ada', ASSAY_TRINO_PASSWORD: 'pass-word-7' },
      'pass-word-7',
    ],
    ['a server that repeats the token', 200, { ASSAY_TRINO_TOKEN: 'token-7' }, 'token-7'],
  ])('%s: it was sent, and is nowhere in what is said or written', async (_what, status, given, secret) => {
    const seen: string[] = [];
    const local = await listen(
      createServer((request, response) => {
        const sent = request.headers.authorization ?? '';
        seen.push(sent, Buffer.from(sent.replace('Basic ', ''), 'base64').toString());
        response
          .writeHead(status)
          .end(JSON.stringify({ error: { errorName: 'NO', message: `${sent} ${secret}` } }));
      }),
    );
    const environment = { ASSAY_TRINO_URL: local.url, ...given };
    const { exitCode, stdout, stderr, cwd } = await assay(environment);
    const folder = await workspace({ 'c.yml': CONTRACT });
    const inputs = { data: 'trino://a.b.c', contract: 'c.yml' };
    const action = await release.run('validate-data', { workspace: folder, inputs, env: environment });
    await local.close();
    expect([exitCode, action.exitCode]).toEqual([2, 1]);
    expect(seen.join(' ')).toContain(secret);
    expect(stdout + stderr + action.stdout + action.stderr + action.summary).not.toContain(secret);
    expect(existsSync(join(cwd, '.assay/run.json'))).toBe(false);
  });

  it('go to no server by http', async () => {
    const environment = {
      ASSAY_TRINO_URL: 'http://trino.example.org:8080',
      ASSAY_TRINO_PASSWORD: 'pass-word-7',
    };
    const { exitCode, stdout } = await assay(environment);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout).error.code).toBe('trino-insecure');
  });

  it('no server, and none that is named', async () => {
    const code = async (environment: Record<string, string>) =>
      JSON.parse((await assay(environment)).stdout).error.code;
    expect(await code({})).toBe('trino-server');
    expect(await code({ ASSAY_TRINO_URL: 'http://127.0.0.1:9' })).toBe('trino-unreachable');
  });
});
