import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { run, temporaryFolder } from '../harness/index.ts';
import { ARCHIVE_PATH, duckdbArchive, LIBRARY_FOLDER, type Registry, startRegistry } from './scene/duckdb.ts';
import { openRelease, type Release, root, verbs } from './scene/release.ts';

let release: Release;
let archive: Buffer;
let registry: Registry | undefined;
beforeAll(async () => {
  release = await openRelease();
  archive = readFileSync(await duckdbArchive());
});
afterEach(async () => {
  await registry?.close();
  registry = undefined;
});

function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** The command line in the bare environment of a machine that has only Node and git. */
function assay(...args: string[]) {
  const env = { PATH: release.path, HOME: temporaryFolder('home') };
  return run(process.execPath, [join(release.folder, 'dist/assay.js'), ...args], { env, mayFail: true });
}

describe('the tree', () => {
  it('has the entry of every action, and every action its README', () => {
    expect(readdirSync(join(release.folder, 'actions')).sort()).toEqual([...verbs].sort());
    for (const verb of verbs) {
      const folder = join(release.folder, 'actions', verb);
      const { runs } = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as {
        runs: { using: string; main: string };
      };
      expect(runs.using).toBe('node24');
      expect(existsSync(resolve(folder, runs.main)), `${verb}: ${runs.main}`).toBe(true);
      expect(statSync(join(folder, 'README.md')).size).toBeGreaterThan(0);
    }
  });

  it('outlives whoever reads it, and says where its output finds no room', async () => {
    const env = {
      PATH: release.path,
      HOME: temporaryFolder('home'),
      ASSAY: join(release.folder, 'dist/assay.js'),
    };
    const said = (script: string) => run('sh', ['-c', script], { env, mayFail: true });
    const head = await said('{ node "$ASSAY" --help; echo "exit $?" >&2; } | :');
    expect(head.stderr).toBe('exit 0\n');
    const full = await said('node "$ASSAY" --help > /dev/full');
    expect(full).toMatchObject({
      exitCode: 2,
      stderr: 'error: the output cannot be written: ENOSPC\nmake room on the disk\n',
    });
    expect(await said('node "$ASSAY" nope 2> /dev/full')).toMatchObject({ exitCode: 2 });
  });

  it('runs on Node 24, where no node_modules can be reached', () => {
    expect(process.versions.node).toMatch(/^24\./);
    const above = release.folder.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
    expect(above.filter((folder) => existsSync(`${folder}/node_modules`))).toEqual([]);
  });

  it('names no path of the machine that built it', () => {
    // The checkout, the home folder and the machine; short words (a home of "/root") would be found by chance.
    const traces = [root, homedir(), hostname()].filter((trace) => trace.length > 6);
    const found = filesOf(release.folder).flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return traces
        .filter((trace) => text.includes(trace))
        .map((trace) => `${relative(release.folder, file)}: ${trace}`);
    });
    expect(found).toEqual([]);
  });

  it('is small enough to be downloaded by every job', () => {
    const bytes = filesOf(release.folder).reduce((sum, file) => sum + statSync(file).size, 0);
    console.log(`release/: ${(bytes / 1e6).toFixed(1)} MB`);
    expect(bytes).toBeLessThan(20e6);
  });
});

describe('the command line', () => {
  it('says its version and what it can', async () => {
    const { version } = JSON.parse(readFileSync(join(release.folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await assay('--version')).toMatchObject({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
    const help = await assay('--help');
    expect(help.exitCode).toBe(0);
    for (const verb of verbs) expect(help.stdout).toContain(verb);
  });

  it('keeps its compiled code in the cache of its user, and does without where that cannot be written', async () => {
    const cache = temporaryFolder('cache');
    const program = join(release.folder, 'dist/assay.js');
    const version = (folder: string) =>
      run(process.execPath, [program, '--version'], { env: { PATH: release.path, XDG_CACHE_HOME: folder } });
    const { stdout } = await version(cache);
    expect(filesOf(join(cache, 'assay/code')).length).toBeGreaterThan(0);
    expect((await version('/dev/null')).stdout).toBe(stdout);
  });

  it.each(['--version', '--help'])('%s loads the work of no verb', async (option) => {
    const coverage = temporaryFolder('coverage');
    const env = { PATH: release.path, HOME: temporaryFolder('home'), NODE_V8_COVERAGE: coverage };
    await run(process.execPath, [join(release.folder, 'dist/assay.js'), option], { env });
    const loaded = readdirSync(coverage).flatMap((file) => {
      const { result } = JSON.parse(readFileSync(join(coverage, file), 'utf8')) as {
        result: { url: string }[];
      };
      return result.flatMap(({ url }) => (url.startsWith('file:') ? [fileURLToPath(url)] : []));
    });
    const bytes = loaded.reduce((sum, path) => sum + statSync(path).size, 0);
    console.log(`assay ${option} reads ${(bytes / 1e6).toFixed(2)} MB of ${loaded.length} files`);
    expect(loaded.length).toBeGreaterThan(0);
    // Checking data takes five times as much.
    expect(bytes).toBeLessThan(1e6);
  });
});

describe('every action', () => {
  it.each(verbs)('%s starts, and says what it lacks', async (verb) => {
    const result = await release.run(verb);
    expect(result).toMatchObject({ exitCode: 1, timedOut: false, problems: [] });
    // A message for the user, not the stack of a bundle that lacks a module.
    expect(result.unmasked).not.toMatch(/ {4}at |Cannot find module|ERR_MODULE_NOT_FOUND/);
    expect(result.annotations.map(({ level }) => level)).toContain('error');
  });
});

describe('the DuckDB library', () => {
  const inputs = { data: 'rows.csv' };
  const workspace = () => {
    const folder = temporaryFolder('workspace');
    writeFileSync(join(folder, 'rows.csv'), 'a,b\n1,2\n3,4\n');
    return folder;
  };

  it('is fetched into the tool cache by version and digest, once', async () => {
    registry = await startRegistry(archive);
    const toolCache = temporaryFolder('tools');
    const options = { inputs, toolCache, env: { npm_config_registry: registry.url } };
    const first = await release.run('validate-data', { ...options, workspace: workspace() });
    expect(first).toMatchObject({ exitCode: 0, outputs: { rows: '2' } });
    expect(registry.requests).toEqual([ARCHIVE_PATH]);
    expect(readdirSync(join(toolCache, LIBRARY_FOLDER))).toContain('duckdb.node');

    const second = await release.run('validate-data', { ...options, workspace: workspace() });
    expect(second).toMatchObject({ exitCode: 0, outputs: { rows: '2' } });
    expect(registry.requests).toHaveLength(1);
  });

  it('is refused where one byte is another, and nothing is kept', async () => {
    const changed = Buffer.from(archive);
    changed[changed.length - 9] = (changed.at(-9) ?? 0) ^ 1;
    registry = await startRegistry(changed);
    const toolCache = temporaryFolder('tools');
    const result = await release.run('validate-data', {
      inputs,
      toolCache,
      env: { npm_config_registry: registry.url },
      workspace: workspace(),
    });
    expect(result.exitCode).toBe(1);
    expect(result.annotations[0]?.message).toMatch(/is not the @duckdb\/node-bindings-.* expected sha512-/s);
    expect(filesOf(toolCache)).toEqual([]);
  });

  it('is taken from the folder that the input names, without a network', async () => {
    registry = await startRegistry(archive);
    const options = { toolCache: temporaryFolder('tools'), env: { npm_config_registry: registry.url } };
    const library = join(release.toolCache, LIBRARY_FOLDER);
    const folder = workspace();
    symlinkSync(library, join(folder, 'vendored'));
    for (const named of [library, 'vendored']) {
      const result = await release.run('validate-data', {
        ...options,
        inputs: { ...inputs, 'duckdb-library': named },
        workspace: folder,
      });
      expect(result, named).toMatchObject({ exitCode: 0, outputs: { rows: '2' } });
    }
    expect(registry.requests).toEqual([]);
  });

  it('is not needed to read metrics that another tool computed', async () => {
    registry = await startRegistry(archive);
    const folder = temporaryFolder('workspace');
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out/metrics.json'), '{"accuracy": 0.9}');
    const result = await release.run('evaluate', {
      inputs: { 'metrics-file': 'out/metrics.json' },
      toolCache: temporaryFolder('tools'),
      env: { npm_config_registry: registry.url },
      workspace: folder,
    });
    expect(result).toMatchObject({ exitCode: 0, outputs: { metrics: '{"accuracy":0.9}' } });
    expect(registry.requests).toEqual([]);
  });

  it('says how to do without a network where the registry has none', async () => {
    registry = await startRegistry(Buffer.alloc(0));
    const result = await release.run('validate-data', {
      inputs,
      toolCache: temporaryFolder('tools'),
      env: { npm_config_registry: `${registry.url}/elsewhere` },
      workspace: workspace(),
    });
    expect(result.exitCode).toBe(1);
    expect(result.annotations[0]?.message).toContain('duckdb-library');
  });
});
