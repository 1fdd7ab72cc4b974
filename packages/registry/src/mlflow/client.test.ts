import { writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '@assay/test';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { MlflowClient, Refusal } from './client.ts';

const anything = z.unknown();

/** A server that answers all requests alike, and what it was sent. */
async function serve(status: number, text: string, headers: Record<string, string> = {}) {
  const seen: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    seen.push({ path: request.url ?? '', headers: request.headers });
    response.writeHead(status, headers).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.address() as AddressInfo).port, seen };
}

const ask = async (uri: string, environment: NodeJS.ProcessEnv = {}) =>
  (await MlflowClient.open(uri, environment)).get('runs/get', { run_id: 'a b' }, anything);

test.each<[string, NodeJS.ProcessEnv, string, string | undefined]>([
  ['no credentials', {}, '', undefined],
  [
    'user and password',
    { MLFLOW_TRACKING_USERNAME: 'ada', MLFLOW_TRACKING_PASSWORD: 'pw', MLFLOW_TRACKING_TOKEN: 't' },
    '',
    'Basic YWRhOnB3', // printf ada:pw | base64
  ],
  [
    'a token where the password is missing',
    { MLFLOW_TRACKING_USERNAME: 'ada', MLFLOW_TRACKING_TOKEN: 't' },
    '',
    'Bearer t',
  ],
  ['an address with both', {}, 'ada:p%77@', 'Basic YWRhOnB3'],
])('%s', async (_name, environment, inAddress, authorization) => {
  const { port, seen } = await serve(200, '{}');
  await ask(`http://${inAddress}127.0.0.1:${port}/mlflow`, environment);
  expect(seen[0]?.headers.authorization).toBe(authorization);
  expect(seen[0]?.path).toBe('/mlflow/api/2.0/mlflow/runs/get?run_id=a+b');
});

test.each<[string, number, string, string]>([
  ['not allowed', 401, '', 'mlflow-unauthorized'],
  ['another host', 403, 'Invalid Host header', 'mlflow-unauthorized'],
  ['broken', 502, '<html>', 'mlflow-unreachable'],
  ['no MLflow', 200, '<html>', 'mlflow-unexpected'],
])('%s: %i', async (_name, status, text, code) => {
  const { port } = await serve(status, text);
  const client = await MlflowClient.open(`http://ada:secret%@127.0.0.1:${port}`, {});
  const asked = client.get('runs/get', {}, z.looseObject({ run: z.unknown() }));
  await expect(asked).rejects.toMatchObject({ code, message: expect.not.stringContaining('secret') });
});

test('what MLflow refuses carries its code', async () => {
  const { port } = await serve(400, '{"error_code": "INVALID_PARAMETER_VALUE", "message": "no"}');
  const refused = await ask(`http://127.0.0.1:${port}`).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refusal);
  expect(refused).toMatchObject({ code: 'INVALID_PARAMETER_VALUE', message: 'runs/get: no' });
});

test('Python’s NaN is read', async () => {
  const { port } = await serve(
    200,
    '{"metrics": [{"key": "a", "value": NaN}, {"key": "b", "value": -Infinity}]}',
  );
  expect(await ask(`http://127.0.0.1:${port}`)).toEqual({
    metrics: [
      { key: 'a', value: Number.NaN },
      { key: 'b', value: Number.NEGATIVE_INFINITY },
    ],
  });
});

test('a redirect is not followed with the credentials', async () => {
  const other = await serve(200, '{}');
  const { port } = await serve(307, '', { location: `http://127.0.0.1:${other.port}/` });
  const asked = ask(`http://127.0.0.1:${port}`, { MLFLOW_TRACKING_TOKEN: 't' });
  await expect(asked).rejects.toMatchObject({ code: 'HTTP 307' });
  expect(other.seen).toEqual([]);
});

test('an answer without end is cut off', async () => {
  const { port } = await serve(200, `"${'x'.repeat(5e6)}"`);
  await expect(ask(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'mlflow-unreachable' });
});

test('nobody there; no address; no certificate', async () => {
  await expect(ask('http://127.0.0.1:9/')).rejects.toMatchObject({ code: 'mlflow-unreachable' });
  for (const bad of ['file:///mlruns', 'databricks', '', 'sqlite:///a.db'])
    await expect(MlflowClient.open(bad, {})).rejects.toMatchObject({ code: 'mlflow-address' });
  const path = join(temporaryFolder('certificates'), 'gone.pem');
  const environment = { MLFLOW_TRACKING_SERVER_CERT_PATH: path };
  await expect(MlflowClient.open('https://x', environment)).rejects.toMatchObject({
    code: 'mlflow-certificate',
  });
  writeFileSync(path, 'no certificate');
  const client = await MlflowClient.open('https://127.0.0.1:9', environment);
  await expect(client.get('runs/get', {}, anything)).rejects.toMatchObject({ code: 'mlflow-unreachable' });
});
