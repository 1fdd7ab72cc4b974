import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Generated } from './generator.ts';

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly resolution: { readonly integrity?: string } }>>;
}

/** What README promises; `-musl` comes with Linux where the registry has it. */
const PROMISED = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

/**
 * The digests of DuckDB's native libraries, out of pnpm-lock.yaml into the source of packages/data: what is fetched
 * at run time is held against what was locked.
 */
export async function duckdbBindings(root: string): Promise<readonly Generated[]> {
  const text = bindingsOf(await readFile(join(root, 'pnpm-lock.yaml'), 'utf8'));
  return [{ path: 'packages/data/src/duckdb/bindings.json', text }];
}

/**
 * The text of bindings.json for a lockfile.
 *
 * A lockfile names only the platforms that its registry had when it was written; the others are said, not invented.
 */
export function bindingsOf(lockfile: string, warn: (line: string) => void = console.warn): string {
  const { packages } = parse(lockfile) as Lockfile;
  const versions = new Set<string>();
  const integrity: Record<string, string> = {};
  for (const [id, { resolution }] of Object.entries(packages)) {
    const [, platform, version] = /^@duckdb\/node-bindings-([^@]+)@(.+)$/.exec(id) ?? [];
    if (platform === undefined || version === undefined) continue;
    if (resolution.integrity === undefined) throw new Error(`pnpm-lock.yaml has no integrity for ${id}`);
    versions.add(version);
    integrity[platform] = resolution.integrity;
  }
  const [version, ...others] = versions;
  if (version === undefined || others.length > 0) {
    throw new Error(
      `pnpm-lock.yaml must hold one version of @duckdb/node-bindings-*, it holds: ${[...versions].join(', ')}`,
    );
  }
  const missing = PROMISED.filter((platform) => integrity[platform] === undefined);
  if (missing.length > 0)
    warn(`pnpm-lock.yaml lacks DuckDB for ${missing.join(', ')}: there it needs a local copy`);
  return `${JSON.stringify({ version, integrity }, null, 2)}\n`;
}
