import { join } from 'node:path';
import { cached } from '../cache.ts';
import { run } from '../process.ts';
import { findProgram } from './find-program.ts';
import { type Part, part } from './part.ts';

const BUILD_MILLISECONDS = 15 * 60_000;

/** A program that Go builds from its sources, at a version: `executable` is its path. */
function goPart(name: string, version: string, path: string): () => Promise<Part<{ executable: string }>> {
  return part(name, async () => {
    const go = findProgram('go');
    if (go === undefined)
      throw new Error(`${name} is built by Go, and there is none on PATH: https://go.dev/dl`);
    const folder = await cached(name, `${version}-${process.platform}-${process.arch}`, async (target) => {
      const env = { ...process.env, GOBIN: target };
      await run(go, ['install', `${path}@${version}`], { env, timeLimitMilliseconds: BUILD_MILLISECONDS });
    });
    return { executable: join(folder, name) };
  });
}

/** nektos/act: runs whole workflows on this machine. */
export const actPart = goPart('act', 'v0.2.89', 'github.com/nektos/act');

/** actionlint: checks workflows. */
export const actionlintPart = goPart('actionlint', 'v1.7.12', 'github.com/rhysd/actionlint/cmd/actionlint');
