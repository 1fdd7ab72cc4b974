import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Host, locateLibrary } from './locate-library.ts';
import {
  cutHalfWay,
  npmArchive,
  redirect,
  stalled,
  startRegistry,
  status,
  whole,
} from './testing/registry.ts';

const FILES = { 'package/duckdb.node': 'binding', 'package/libduckdb.so': 'engine'.repeat(50_000) };
const archive = await npmArchive(FILES);

let toolCache: string;
beforeEach(async () => {
  toolCache = await mkdtemp(join(tmpdir(), 'assay-tool-cache-'));
});
afterEach(() => rm(toolCache, { recursive: true }));

const host = (changes: Partial<Host> = {}): Host => ({
  platform: 'plan9-mips',
  bindings: { version: '1.2.3', integrity: { 'plan9-mips': archive.integrity } },
  installed: () => undefined,
  ...changes,
});
const pinnedTo = (integrity: string) =>
  host({ bindings: { version: '1.2.3', integrity: { 'plan9-mips': integrity } } });
const source = (registry: string, log = (_line: string): void => {}) => ({ toolCache, registry, log });
/** All that is in the tool cache's folder of this version; empty where nothing was kept. */
const kept = () => readdir(join(toolCache, 'duckdb-node-bindings', '1.2.3')).catch(() => []);
const code = (value: string) => expect.objectContaining({ name: 'UserError', code: value });

describe('order', () => {
  test('a named folder wins over an installed library', async () => {
    await writeFile(join(toolCache, 'duckdb.node'), '');
    const found = await locateLibrary(
      { ...source('unused'), libraryPath: toolCache },
      host({ installed: () => '/n' }),
    );
    expect(found).toBe(toolCache);
  });

  test('a named folder without the binding is the user’s mistake, and nothing else is tried', async () => {
    const missing = locateLibrary(
      { ...source('unused'), libraryPath: toolCache },
      host({ installed: () => '/n' }),
    );
    await expect(missing).rejects.toEqual(code('duckdb-library-not-found'));
  });

  test('this checkout’s own library is found for this platform', async () => {
    const found = await locateLibrary(source('unused'));
    expect(existsSync(join(found, 'duckdb.node'))).toBe(true);
  });

  test('a platform without a digest is refused before any request', async () => {
    await using registry = await startRegistry(whole(archive.bytes));
    const unknown = locateLibrary(source(registry.url), host({ platform: 'aix-ppc64' }));
    await expect(unknown).rejects.toEqual(code('duckdb-platform-unknown'));
    expect(registry.requests).toEqual([]);
  });
});

describe('fetching', () => {
  test('the right archive is unpacked into the tool cache, once', async () => {
    await using registry = await startRegistry(whole(archive.bytes));
    const folder = await locateLibrary(source(registry.url), host());
    expect(await readFile(join(folder, 'libduckdb.so'), 'utf8')).toBe(FILES['package/libduckdb.so']);
    expect(await locateLibrary(source(registry.url), host())).toBe(folder);
    expect(registry.requests).toEqual([
      '/npm/@duckdb/node-bindings-plan9-mips/-/node-bindings-plan9-mips-1.2.3.tgz',
    ]);
    expect(await kept()).toEqual(['plan9-mips']);
  });

  test('another archive, whole and well-formed, is refused and leaves nothing', async () => {
    const other = await npmArchive({ ...FILES, 'package/libduckdb.so': 'evil' });
    await using registry = await startRegistry(whole(other.bytes));
    await expect(locateLibrary(source(registry.url), host())).rejects.toEqual(code('duckdb-digest-mismatch'));
    expect(registry.requests).toHaveLength(1);
    expect(await kept()).toEqual([]);
  });

  test('an archive that ends early without a word is refused and leaves nothing', async () => {
    await using registry = await startRegistry(whole(archive.bytes.subarray(0, -1)));
    await expect(locateLibrary(source(registry.url), host())).rejects.toEqual(code('duckdb-digest-mismatch'));
    expect(await kept()).toEqual([]);
  });

  test('a cut connection and a 503 are tried again, and each is told', async () => {
    await using registry = await startRegistry(cutHalfWay(archive.bytes), status(503), whole(archive.bytes));
    const lines: string[] = [];
    const folder = await locateLibrary(
      source(registry.url, (line) => lines.push(line)),
      host(),
    );
    expect(existsSync(join(folder, 'duckdb.node'))).toBe(true);
    expect(lines).toHaveLength(3); // the start, and two more tries
  });

  test('a 404 is not tried again', async () => {
    await using registry = await startRegistry(status(404));
    await expect(locateLibrary(source(registry.url), host())).rejects.toEqual(code('duckdb-download-failed'));
    expect(registry.requests).toHaveLength(1);
  });

  test.each([
    'http://registry.example',
    'http://127.0.0.1.example.com',
    'https://me:secret@registry.example',
    'ftp://x',
    'no',
  ])('a registry at %s is refused, and no password is repeated', async (registry) => {
    const refused = await locateLibrary(source(registry), host()).catch((error: Error) => error);
    expect(refused).toEqual(code('duckdb-registry-invalid'));
    expect(String(refused)).not.toContain('secret');
  });

  test('a redirect is followed, but not to plain http on another machine', async () => {
    await using archives = await startRegistry(whole(archive.bytes));
    await using registry = await startRegistry(redirect('http://archives.example/'), redirect(archives.url));
    await expect(locateLibrary(source(registry.url), host())).rejects.toEqual(code('duckdb-download-failed'));
    expect(registry.requests).toHaveLength(1);

    const folder = await locateLibrary(source(registry.url), host());
    expect(existsSync(join(folder, 'duckdb.node'))).toBe(true);
  });

  test('links and files elsewhere in the archive stay packed', async () => {
    const sly = await npmArchive({ ...FILES, 'elsewhere/x': 'x' }, { 'package/link': '/etc/passwd' });
    await using registry = await startRegistry(whole(sly.bytes));
    const folder = await locateLibrary(source(registry.url), pinnedTo(sly.integrity));
    expect((await readdir(folder)).sort()).toEqual(['duckdb.node', 'libduckdb.so']);
  });

  test('a name that climbs out of the folder stops the unpacking, and nothing is kept', async () => {
    const sly = await npmArchive({ ...FILES, 'package/../../../climbed': 'x' });
    await using registry = await startRegistry(whole(sly.bytes));
    await expect(locateLibrary(source(registry.url), pinnedTo(sly.integrity))).rejects.toThrow('outside');
    expect(await kept()).toEqual([]);
    expect(await readdir(toolCache)).toEqual(['duckdb-node-bindings']);
  });
});

describe('other processes', () => {
  /** Locates in a process of its own, as another job on the same runner would. */
  const locateInChild = (registry: string) =>
    spawn(process.execPath, ['--input-type=module', '--eval', childProgram(registry)], { stdio: 'inherit' });
  const childProgram = (registry: string) => `
    const { locateLibrary } = await import(${JSON.stringify(new URL('./locate-library.ts', import.meta.url).href)});
    const host = { ...${JSON.stringify(host())}, installed: () => undefined };
    await locateLibrary({ ...${JSON.stringify(source(registry))}, log() {} }, host);`;

  const bytesHaveArrived = async () => {
    const [workplace = 'none yet'] = await kept();
    const archive = join(toolCache, 'duckdb-node-bindings', '1.2.3', workplace, 'archive.tgz');
    return (await stat(archive).catch(() => ({ size: 0 }))).size > 0;
  };

  test('killed half-way, it leaves nothing that is taken for the library', async () => {
    await using registry = await startRegistry(stalled(archive.bytes), whole(archive.bytes));
    const child = locateInChild(registry.url);
    while (!(await bytesHaveArrived())) await sleep(10);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await kept()).not.toContain('plan9-mips');

    const folder = await locateLibrary(source(registry.url), host());
    expect(await readFile(join(folder, 'libduckdb.so'), 'utf8')).toBe(FILES['package/libduckdb.so']);
  });

  test('two at once both succeed, and one whole library stays', async () => {
    // Both are answered only when both have asked, so that both unpack.
    const waiting: (() => void)[] = [];
    await using registry = await startRegistry((response) => {
      waiting.push(() => response.end(archive.bytes));
      if (waiting.length === 2) for (const answer of waiting) answer();
    });
    const exits = [locateInChild(registry.url), locateInChild(registry.url)].map((child) =>
      once(child, 'exit'),
    );
    expect(await Promise.all(exits)).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(await kept()).toEqual(['plan9-mips']);
    const library = join(toolCache, 'duckdb-node-bindings', '1.2.3', 'plan9-mips', 'libduckdb.so');
    expect(await readFile(library, 'utf8')).toBe(FILES['package/libduckdb.so']);
  });
});
