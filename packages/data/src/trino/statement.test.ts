import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Asking } from './request.ts';
import { serverOf } from './server.ts';
import { statement } from './statement.ts';

type Reply = (url: string, response: ServerResponse, request: IncomingMessage) => void;

/** A server that speaks, and what it was asked: `POST /v1/statement`. */
async function serve(reply: Reply, environment: NodeJS.ProcessEnv = {}) {
  const seen: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  let origin = '';
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    reply(origin, response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const abort = new AbortController();
  const rows: number[] = [];
  const silences: number[] = [];
  const asking: Asking = {
    server: serverOf({ ...environment, ASSAY_TRINO_URL: origin }),
    signal: abort.signal,
    progress: ({ processedRows }) => rows.push(processedRows),
    silent: (seconds) => silences.push(seconds),
    firstWait: 1,
  };
  return { asking, seen, headers, abort, rows, silences };
}

/** Replies one after the other; the last again and again. */
function pages(...all: readonly (string | number)[]): Reply {
  let next = 0;
  return (origin, response) => {
    const page = all[Math.min(next++, all.length - 1)] ?? '';
    if (typeof page === 'number') response.writeHead(page).end('<html>no');
    else response.end(page.replaceAll('ORIGIN', origin));
  };
}

const error = (name: string, message: string) => JSON.stringify({ error: { errorName: name, message } });

test('pages without data, whole numbers beyond 2^53, and how many rows were read', async () => {
  const { asking, seen, rows, headers } = await serve(
    pages(
      '{"nextUri": "ORIGIN/a", "stats": {"processedRows": 0}}',
      '{"nextUri": "ORIGIN/b", "columns": [{"name": "x", "type": "bigint"}], "stats": {"processedRows": 7}}',
      '{"data": [[9007199254740993], [-9223372036854775808], [5], [1.5e300], ["9007199254740993"]], "stats": {"processedRows": 9}}',
    ),
  );
  const answer = await statement(asking, 'SELECT x');
  expect(answer.columns).toEqual([{ name: 'x', type: 'bigint' }]);
  expect(answer.rows).toEqual([
    [9007199254740993n],
    [-9223372036854775808n],
    [5],
    [1.5e300],
    ['9007199254740993'],
  ]);
  expect(seen).toEqual(['POST /v1/statement', 'GET /a', 'GET /b']);
  expect(rows).toEqual([0, 7, 9]);
  expect(headers[0]?.authorization).toBeUndefined();
});

test('a server that is busy or starting is asked again, and not for ever', async () => {
  const starting = error('NO_NODES_AVAILABLE', 'none');
  const { asking } = await serve(pages(503, starting, 429, '{"data": [[1]]}'));
  expect((await statement(asking, 'SELECT 1')).rows).toEqual([[1]]);
  const never = await serve(pages(starting));
  await expect(statement(never.asking, 'SELECT 1')).rejects.toMatchObject({
    errorName: 'NO_NODES_AVAILABLE',
  });
  expect(never.seen).toHaveLength(5);
  const broken = await serve(pages(502));
  await expect(statement(broken.asking, 'SELECT 1')).rejects.toMatchObject({ code: 'trino-unexpected' });
});

test.each([
  ['401', 'trino-unauthorized', pages(401)],
  ['403', 'trino-unauthorized', pages(403)],
  ['404', 'trino-unexpected', pages(404)],
  ['another program', 'trino-unexpected', pages('<html>')],
  ['another server', 'trino-unexpected', pages('{"nextUri": "http://127.0.0.1:1/steal"}')],
])('%s', async (_name, code, reply) => {
  const { asking, seen } = await serve(reply, { ASSAY_TRINO_TOKEN: 'sesame' });
  await expect(statement(asking, 'SELECT 1')).rejects.toMatchObject({ code });
  expect(seen.filter((line) => line.startsWith('DELETE'))).toEqual([]);
});

test('who is sent on to another address does not go there', async () => {
  const other = await serve(pages('{}'));
  const { asking } = await serve((_origin, response) => {
    response.writeHead(307, { location: other.asking.server.origin }).end();
  });
  await expect(statement(asking, 'SELECT 1')).rejects.toMatchObject({ code: 'trino-unexpected' });
  expect(other.seen).toEqual([]);
});

test('no server', async () => {
  const { asking } = await serve(pages('{}'));
  const gone = { ...asking, server: { ...asking.server, origin: 'http://127.0.0.1:9' } };
  await expect(statement(gone, 'SELECT 1')).rejects.toMatchObject({ code: 'trino-unreachable' });
});

test.each([
  [
    'a password',
    { ASSAY_TRINO_USER: 'ada', ASSAY_TRINO_PASSWORD: 'p/ssé w' },
    ['p/ssé w', 'YWRhOnAvc3PDqSB3'],
  ],
  ['a token', { ASSAY_TRINO_TOKEN: 'sesame-open' }, ['sesame-open']],
])('%s is sent, and in no message, whatever the server answers', async (_name, environment, secrets) => {
  const echo = `denied for ${secrets.join(' and ')} and ${encodeURIComponent(secrets[0] ?? '')}`;
  for (const reply of [
    pages(error('GENERIC', echo)),
    pages('{"nextUri": "ORIGIN/a"}', error('GENERIC', echo)),
  ]) {
    const { asking, headers } = await serve(reply, environment);
    const thrown = await statement(asking, 'SELECT 1').catch((cause: Error) => cause);
    const said = String((thrown as Error).message) + JSON.stringify(thrown);
    expect(said).toContain('denied for ***');
    for (const secret of secrets) expect(said).not.toContain(secret);
    expect(headers[0]?.authorization).toContain(secrets.at(-1));
  }
  const { asking } = await serve((_origin, response) => response.writeHead(500).end(echo), environment);
  const thrown = await statement(asking, 'SELECT 1').catch((cause: Error) => cause);
  for (const secret of secrets) expect(String(thrown)).not.toContain(secret);
});

test('a server that does not answer is told of, until it does', async () => {
  const slow = await serve(async (_origin, response) => {
    while (slow.silences.length < 2) await pause(5);
    response.end('{"data": [[1]]}');
  });
  await statement({ ...slow.asking, silence: 100 }, 'SELECT 1');
  const told = [...slow.silences];
  await pause(150);
  expect(slow.silences).toEqual(told);
});

test('a page that says nothing is no colon without words', async () => {
  const { asking } = await serve((_origin, response) => response.writeHead(404).end());
  await expect(statement(asking, 'SELECT 1')).rejects.toThrow(/HTTP 404$/);
});

test('a run that is cancelled within an answer was cancelled: the server is not to blame', async () => {
  const { asking, abort, seen } = await serve((_origin, response) => response.write('{"id":'));
  const asked = statement(asking, 'SELECT 1').catch((cause: Error) => cause);
  while (seen.length < 1) await pause(5);
  await pause(50);
  abort.abort();
  expect(await asked).toMatchObject({ code: 'interrupted' });
});

test('a run that is cancelled ends its query', async () => {
  const running = await serve((origin, response, request) => {
    if (request.url === '/v1/statement') response.end(`{"nextUri": "${origin}/a"}`);
    else if (request.method === 'DELETE') response.writeHead(204).end();
    // The others wait for rows that do not come.
  });
  const asked = statement(running.asking, 'SELECT 1').catch((cause: Error) => cause);
  while (running.seen.length < 2) await pause(5);
  running.abort.abort();
  expect(await asked).toMatchObject({ code: 'interrupted' });
  expect(running.seen).toEqual(['POST /v1/statement', 'GET /a', 'DELETE /a']);
});
