import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listen, temporaryFolder } from '../harness/index.ts';
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

  it('go nowhere without a server', async () => {
    expect(JSON.parse((await assay({})).stdout).error.code).toBe('trino-server');
  });
});

describe('a server that is not there', () => {
  it('is said, with why: nobody knows its name, or nobody listens', async () => {
    const gone = await listen(createServer());
    await gone.close();
    for (const [url, why] of [
      ['https://trino.invalid:8443', /cannot be reached: (ENOTFOUND|EAI_AGAIN)$/],
      [gone.url, /cannot be reached: ECONNREFUSED$/],
    ] as const) {
      const { exitCode, stdout } = await assay({ ASSAY_TRINO_URL: url });
      expect(exitCode).toBe(2);
      const { code, message } = JSON.parse(stdout).error;
      expect(code).toBe('trino-unreachable');
      expect(message).toMatch(why);
    }
  });

  it('answers nothing: who waits for it may stop it, and nothing is written', async () => {
    const asked = Promise.withResolvers<void>();
    const silent = await listen(createServer(() => asked.resolve()));
    const cwd = await workspace({});
    const child = spawn(process.execPath, release.commandLine(['--data', 'trino://a.b.c']), {
      cwd,
      env: { PATH: release.path, HOME: temporaryFolder('home'), ASSAY_TRINO_URL: silent.url },
      stdio: 'ignore',
    });
    const exited = once(child, 'exit');
    await asked.promise;
    child.kill('SIGINT');
    expect((await exited)[0]).toBe(130);
    expect(existsSync(join(cwd, '.assay'))).toBe(false);
    await silent.close();
  });
});
