import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import { UserError, urlCredentials, whyUnreadable } from '@assay/contract';

const TIME_LIMIT_MS = 30_000;

/** No answer of this API is larger; a server that sends more is not MLflow. */
const MOST_BYTES = 4e6;

/** How to reach an MLflow server, from the variables that MLflow's own clients read. */
export interface Connection {
  /** With a trailing slash. */
  url: URL;
  options: RequestOptions;
}

/**
 * Makes the connection to a tracking server: address, credentials and certificates.
 *
 * Basic when both MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD are set, else Bearer MLFLOW_TRACKING_TOKEN, else what
 * the address itself carries; MLFLOW_TRACKING_INSECURE_TLS, _SERVER_CERT_PATH and _CLIENT_CERT_PATH.
 *
 * @throws UserError `mlflow-address`, `mlflow-certificate`
 */
export async function connect(uri: string, environment: NodeJS.ProcessEnv): Promise<Connection> {
  const url = URL.parse(uri.endsWith('/') ? uri : `${uri}/`);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UserError(
      'mlflow-address',
      'the address of the MLflow server is not one of http:// or https://',
      {
        fix: 'name the server in "promote: mlflow: tracking-uri:", or in MLFLOW_TRACKING_URI',
      },
    );
  }
  const { MLFLOW_TRACKING_USERNAME: user, MLFLOW_TRACKING_PASSWORD: password } = environment;
  const token = environment['MLFLOW_TRACKING_TOKEN'];
  const inAddress = urlCredentials(url);
  const authorization =
    user && password
      ? basic(`${user}:${password}`)
      : token
        ? `Bearer ${token}`
        : inAddress && basic(inAddress);
  url.username = '';
  url.password = '';
  const client = await certificate(environment['MLFLOW_TRACKING_CLIENT_CERT_PATH']);
  const server = await certificate(environment['MLFLOW_TRACKING_SERVER_CERT_PATH']);
  const options: RequestOptions = {
    headers: authorization === undefined ? {} : { authorization },
    rejectUnauthorized: !/^(true|1)$/i.test(environment['MLFLOW_TRACKING_INSECURE_TLS'] ?? ''),
    ...(server === undefined ? {} : { ca: server }),
    // One file with both, as Python's requests takes it.
    ...(client === undefined ? {} : { cert: client, key: client }),
  };
  return { url, options };
}

/** Sends one request and answers status and text. Redirects are not followed: they would take the credentials along. */
export async function send(
  { url, options }: Connection,
  method: 'GET' | 'POST' | 'DELETE',
  target: URL,
  body: string | undefined,
): Promise<{ status: number; text: string }> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = {
    ...options.headers,
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
  };
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(target, { ...options, method, headers, signal }, resolve);
    sent.on('error', reject);
    sent.end(body);
  });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`an answer of over ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() };
}

function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

function certificate(path: string | undefined): Promise<Buffer | undefined> {
  if (!path) return Promise.resolve(undefined);
  return readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('mlflow-certificate', `${path} cannot be read: ${whyUnreadable(cause)}`, {
      fix: 'check MLFLOW_TRACKING_SERVER_CERT_PATH and MLFLOW_TRACKING_CLIENT_CERT_PATH',
      cause,
    });
  });
}
