import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '@assay/contract';
import bindings from './bindings.json' with { type: 'json' };
import { fetchLibrary } from './fetch-library.ts';
import { BINDING_FILE } from './open-binding.ts';
import { currentPlatform } from './platform.ts';

/** Where the native library may come from. */
export interface LibrarySource {
  /** A folder that holds `duckdb.node` and DuckDB's shared library; for machines without a network. */
  readonly libraryPath?: string;
  /** Folder that keeps fetched libraries: RUNNER_TOOL_CACHE on a runner, ~/.cache/assay elsewhere. */
  readonly toolCache: string;
  /** Registry that the library is fetched from; the public one by default. */
  readonly registry?: string;
  /** Told, in one line, of what takes time. */
  readonly log: (line: string) => void;
}

/** The packages that hold the library: one version, and the npm integrity (`sha512-…`) of each platform's archive. */
export interface Bindings {
  readonly version: string;
  readonly integrity: Readonly<Record<string, string>>;
}

/** What is the machine's and the release's, and different in tests only. */
export interface Host {
  readonly platform: string;
  readonly bindings: Bindings;
  /** The library that this checkout's node_modules hold, if any. */
  readonly installed: (platform: string, version: string) => string | undefined;
}

const thisHost = (): Host => ({ platform: currentPlatform(), bindings, installed: installedLibrary });

/**
 * The folder of DuckDB's native library: the one named, else the checkout's, else the tool cache's, else fetched
 * into the tool cache.
 *
 * @throws UserError `duckdb-library-not-found`, `duckdb-platform-unknown`, or what fetchLibrary throws.
 */
export async function locateLibrary(source: LibrarySource, host: Host = thisHost()): Promise<string> {
  if (source.libraryPath !== undefined) return namedLibrary(source.libraryPath);
  const { platform, bindings } = host;

  const installed = host.installed(platform, bindings.version);
  if (installed !== undefined) return installed;

  const integrity = bindings.integrity[platform];
  if (integrity === undefined) {
    throw new UserError('duckdb-platform-unknown', `no DuckDB library is known for ${platform}`, {
      fix:
        `Run on one of ${Object.keys(bindings.integrity).join(', ')}, or unpack ` +
        `@duckdb/node-bindings-${platform}@${bindings.version} and name its folder in the input duckdb-library.`,
    });
  }

  const folder = resolve(source.toolCache, 'duckdb-node-bindings', bindings.version, platform);
  if (!existsSync(join(folder, BINDING_FILE))) {
    const library = { name: `@duckdb/node-bindings-${platform}`, version: bindings.version, integrity };
    await fetchLibrary(library, folder, source);
  }
  return folder;
}

function namedLibrary(path: string): string {
  const folder = resolve(path);
  if (existsSync(join(folder, BINDING_FILE))) return folder;
  throw new UserError('duckdb-library-not-found', `there is no ${BINDING_FILE} in ${folder}`, {
    fix: 'Let the input duckdb-library name a folder that holds duckdb.node and the DuckDB library beside it.',
  });
}

/** Looked up as Node would from `@duckdb/node-api`; another version than ours, from a folder above us, is not taken. */
function installedLibrary(platform: string, version: string): string | undefined {
  try {
    const api = createRequire(import.meta.url).resolve('@duckdb/node-api');
    const loader = createRequire(api).resolve('@duckdb/node-bindings');
    const lookUp = createRequire(loader);
    const manifest = lookUp.resolve(`@duckdb/node-bindings-${platform}/package.json`);
    return lookUp(manifest).version === version ? dirname(manifest) : undefined;
  } catch {
    return undefined; // a bundle has no node_modules
  }
}
