import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deploySchema } from '@assay/contract';
import { temporaryFiles } from '@assay/test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkHealthUrl, putIntoService } from './put-into-service.ts';

let listener: RequestListener = () => {};
let asked = 0;
const server = createServer((request, response) => {
  asked += 1;
  listener(request, response);
});
let port = 0;
beforeEach(async () => {
  asked = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});
const answers = (...statuses: number[]) => {
  listener = (_, response) =>
    response.writeHead(statuses[Math.min(asked, statuses.length) - 1] ?? 500).end('x');
};

async function serve(deploy: Record<string, unknown>, signal = new AbortController().signal) {
  let said = 0;
  let text = '';
  const service = await putIntoService(
    {
      root: await temporaryFiles(),
      deploy: deploySchema.parse({
        command: `echo URL=http://127.0.0.1:${port} >> "$ASSAY_OUTPUT"`,
        ...deploy,
      }),
      path: '/models/tips',
      model: 'tips',
      version: 'v1.2.3',
      digest: `sha256:${'a'.repeat(64)}`,
      environment: 'production',
      deployment: '01JD0000000000000000000000',
    },
    {
      environment: { PATH: process.env['PATH'] },
      output: (chunk) => {
        said += chunk.length;
        if (text.length < 10_000) text += chunk.toString();
      },
      signal,
    },
  );
  return { ...service, said, text };
}
const health = (more: object = {}) => ({
  health: { url: '$URL/health', within: '20s', every: '1s', ...more },
});

describe('the command', () => {
  it('finds the version in its environment', async () => {
    const names = ['MODEL', 'MODEL_NAME', 'VERSION', 'MODEL_DIGEST', 'ENVIRONMENT', 'DEPLOYMENT'];
    const all = names.map((name) => `ASSAY_${name}`).join(' ');
    const { text, outcome } = await serve({ command: `for n in ${all}; do echo "\${!n}"; done` });
    expect(text.split('\n')).toEqual([
      '/models/tips',
      'tips',
      'v1.2.3',
      `sha256:${'a'.repeat(64)}`,
      'production',
      '01JD0000000000000000000000',
      '',
    ]);
    expect(outcome).toBe('healthy');
  });

  it('fails the deployment when it fails, and health is not asked', async () => {
    expect(await serve({ command: 'exit 3', ...health() })).toMatchObject({
      outcome: 'failed',
      why: 'the command ended with 3',
    });
    expect(asked).toBe(0);
  });

  it('is stopped at its time limit', async () => {
    const { outcome, why } = await serve({ command: 'sleep 60', timeout: '1s' });
    expect({ outcome, why }).toEqual({
      outcome: 'failed',
      why: 'the command was stopped after 1s (deploy.timeout)',
    });
  });

  it('is stopped when the job is cancelled', async () => {
    const { outcome, cancelled } = await serve({ command: 'sleep 60' }, AbortSignal.timeout(300));
    expect({ outcome, cancelled }).toEqual({ outcome: 'failed', cancelled: true });
  });

  it('may print without end: the log gets the first 10 MB, and no memory fills', async () => {
    const before = process.memoryUsage().rss;
    const { said, outcome } = await serve({ command: 'head -c 1000000000 /dev/zero' });
    expect(outcome).toBe('healthy');
    expect(said).toBeLessThan(10 * 1024 * 1024 + 100);
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });
});

describe('what the command writes', () => {
  it.each([
    ['a file of 1 GB', 'truncate -s 1G "$ASSAY_OUTPUT"', 'more than 64 KB'],
    [
      'no NAME=value',
      'echo "hunter2 is the secret" > "$ASSAY_OUTPUT"',
      'line 1 of $ASSAY_OUTPUT is not NAME=value',
    ],
    ['a link', 'ln -sf /etc/passwd "$ASSAY_OUTPUT"', 'cannot be read: ELOOP'],
    ['a pipe', 'rm "$ASSAY_OUTPUT"; mkfifo "$ASSAY_OUTPUT"', 'no longer a file'],
    ['no address that health needs', 'true', 'wrote no URL'],
    ['another scheme', 'echo URL=file:///etc/passwd > "$ASSAY_OUTPUT"', 'not an http or https address'],
  ])('%s fails the deployment', async (_, command, why) => {
    const served = await serve({ command, ...health() });
    expect(served).toMatchObject({ outcome: 'failed', why: expect.stringContaining(why) });
    expect(served.why).not.toContain('hunter2');
  });

  it('cannot stand in for what Assay says', async () => {
    answers(200);
    let path = '';
    listener = ({ url }, response) => {
      path = url ?? '';
      response.end();
    };
    const command = `echo URL=http://127.0.0.1:${port} > $ASSAY_OUTPUT; echo ASSAY_VERSION=v9.9.9 >> $ASSAY_OUTPUT`;
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the contract's
    await serve({ command, ...health({ url: '${URL}/?version=$ASSAY_VERSION' }) });
    expect(path).toBe('/?version=v1.2.3');
  });
});

describe('health', () => {
  it('is watched until the service is up', async () => {
    answers(503, 200);
    const { outcome, why, address } = await serve(health());
    expect({ outcome, why }).toEqual({ outcome: 'healthy', why: 'the service is healthy (asked 2 times)' });
    expect(address).toBe(`http://127.0.0.1:${port}`);
  });

  it('needs its good answers in a row', async () => {
    answers(200, 503, 200, 200);
    const { outcome } = await serve(health({ 'in-a-row': 2, within: '30s' }));
    expect({ outcome, asked }).toEqual({ outcome: 'healthy', asked: 4 });
  });

  it.each(['50%25 off', '50%', '%zz%20'])(
    'is asked with the password "%s" of its address',
    async (password) => {
      let told: string | undefined;
      listener = ({ headers }, response) => {
        told = headers.authorization;
        response.end();
      };
      const { outcome } = await serve(health({ url: `http://me:${password}@127.0.0.1:${port}/` }));
      const meant = password.replace('%25', '%').replace('%20', ' ');
      expect({ outcome, told }).toEqual({ outcome: 'healthy', told: `Basic ${btoa(`me:${meant}`)}` });
    },
  );

  it('says how it ended: the last answer', async () => {
    answers(503);
    expect(await serve(health({ within: '2s' }))).toMatchObject({
      outcome: 'unhealthy',
      why: 'not healthy within 2s: it answered 503 (asked 2 times)',
    });
  });

  it('says how it ended: the connection', async () => {
    const command = 'echo URL=http://127.0.0.1:1 > "$ASSAY_OUTPUT"';
    const { outcome, why } = await serve({ command, ...health({ within: '2s' }) });
    expect({ outcome, why }).toMatchObject({
      outcome: 'unhealthy',
      why: expect.stringContaining('cannot be reached'),
    });
  });

  it('does not wait for a server that never answers, nor read a body that never ends', async () => {
    listener = () => {};
    expect((await serve(health({ within: '2s' }))).why).toContain('did not answer within');
    listener = (_, response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65536)));
      };
      response.on('drain', pour);
      pour();
    };
    expect((await serve(health())).outcome).toBe('healthy');
  });

  it('follows redirects on the same host, and to no other', async () => {
    listener = ({ url }, response) => {
      if (url === '/health') response.writeHead(302, { location: '/up' }).end();
      else response.end();
    };
    expect((await serve(health())).outcome).toBe('healthy');
    listener = (_, response) => response.writeHead(302, { location: `http://localhost:${port}/login` }).end();
    const { outcome, why } = await serve(health({ within: '2s' }));
    expect({ outcome, why }).toMatchObject({
      outcome: 'unhealthy',
      why: expect.stringContaining('another host'),
    });
  });

  it('may be a command, which finds what the first one wrote', async () => {
    const command = 'echo NAME=value > "$ASSAY_OUTPUT"';
    const check = (line: string) => serve({ command, health: { command: line, within: '3s', every: '1s' } });
    expect((await check('test "$NAME $ASSAY_VERSION" = "value v1.2.3"')).outcome).toBe('healthy');
    expect((await check('exit 4')).why).toContain('the health command ended with 4');
    expect((await check('sleep 60')).why).toContain('the health command was stopped');
  });

  it('is not asked of an address that could never be one', () => {
    const of = (url: string) => () =>
      checkHealthUrl(deploySchema.parse({ command: 'true', health: { url } }));
    expect(of('ftp://host/')).toThrow(expect.objectContaining({ code: 'health-url' }));
    expect(of('localhost:80')).toThrow(expect.objectContaining({ code: 'health-url' }));
    expect(of('http://localhost:80')).not.toThrow();
    expect(of('$URL/health')).not.toThrow();
  });
});
