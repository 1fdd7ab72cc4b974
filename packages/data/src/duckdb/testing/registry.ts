import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';

/** An npm archive of these files (name to text) and links (name to target), with its integrity. */
export async function npmArchive(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): Promise<{ bytes: Buffer; integrity: string }> {
  const entries: TarEntry[] = [
    ...Object.entries(links).map(
      ([name, linkname]): TarEntry => ({ header: { name, linkname, size: 0, type: 'symlink' } }),
    ),
    ...Object.entries(files).map(
      ([name, body]): TarEntry => ({ header: { name, size: Buffer.byteLength(body) }, body }),
    ),
  ];
  const bytes = gzipSync(await packTar(entries));
  return { bytes, integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}` };
}

/** A registry on loopback: each request is answered by the next of `answers`, the last one for ever. */
export async function startRegistry(...answers: readonly ((response: ServerResponse) => void)[]) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(request.url ?? '');
    answer?.(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/npm`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export const whole = (bytes: Buffer) => (response: ServerResponse) => void response.end(bytes);

/** Promises all bytes, sends half, and cuts the connection. */
export const cutHalfWay = (bytes: Buffer) => (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
};

/** Sends half and then nothing more, for a client that is killed meanwhile. */
export const stalled = (bytes: Buffer) => (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2));
};

export const status = (code: number) => (response: ServerResponse) => void response.writeHead(code).end();

export const redirect = (location: string) => (response: ServerResponse) =>
  void response.writeHead(302, { location }).end();
