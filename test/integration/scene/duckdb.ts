import { readFileSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { cached, type LocalServer, run } from '../../harness/index.ts';
import { listen } from '../../harness/local-server.ts';

const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../packages/data/src/duckdb/bindings.json'), 'utf8'),
) as { version: string };
const platform = `${process.platform}-${process.arch}`;
const MINUTES = 60_000;

/** Where a registry has the archive of this machine's library. */
export const ARCHIVE_PATH = `/@duckdb/node-bindings-${platform}/-/node-bindings-${platform}-${version}.tgz`;

/** Where a tool cache has the library, below its root. */
export const LIBRARY_FOLDER = join('duckdb-node-bindings', version, platform);

/** The archive as the registry serves it, fetched once: packing an installed folder would give other bytes. */
export async function duckdbArchive(): Promise<string> {
  const name = `@duckdb/node-bindings-${platform}@${version}`;
  const folder = await cached('duckdb-archive', `${version}-${platform}`, async (target) => {
    const options = { cwd: target, timeLimitMilliseconds: 10 * MINUTES };
    await run('npm', ['pack', '--silent', '--pack-destination', target, name], options);
  });
  const [archive = ''] = await readdir(folder);
  return join(folder, archive);
}

/** A tool cache as a runner has it after its first job. */
export async function duckdbToolCache(): Promise<string> {
  const archive = await duckdbArchive();
  return cached('duckdb-tool-cache', `${version}-${platform}`, async (target) => {
    const unpacked = join(target, LIBRARY_FOLDER);
    await mkdir(join(unpacked, '..'), { recursive: true });
    await run('tar', ['-xzf', archive, '-C', target]);
    await rename(join(target, 'package'), unpacked);
  });
}

export interface Registry extends LocalServer {
  /** Paths that were asked for, in order. */
  requests: string[];
}

/** An npm registry that has this one archive. */
export async function startRegistry(bytes: Buffer): Promise<Registry> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (request.url === ARCHIVE_PATH) response.end(bytes);
    else response.writeHead(404).end();
  });
  return { ...(await listen(server)), requests };
}
