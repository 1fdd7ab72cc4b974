import { readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cached } from '../cache.ts';
import { run } from '../process.ts';
import { findPython, type PythonEnvironment } from './python.ts';

/**
 * What actions/setup-python leaves on PATH, where a job's `pip install` then finds all that it asks for: a Python with pip
 * that sees the packages of an environment. Answers the folder to put in front of PATH.
 */
export async function pythonWithPip(environment: PythonEnvironment): Promise<string> {
  const { python } = await findPython();
  const origin = dirname(environment.bin);
  const key = [basename(dirname(origin)), basename(origin)].join('-');
  const folder = await cached('python-with-pip', key, async (target) => {
    await run(python, ['-m', 'venv', target], { timeLimitMilliseconds: 5 * 60_000 });
    writeFileSync(join(sitePackages(target), 'environment.pth'), `${sitePackages(origin)}\n`);
  });
  return join(folder, 'bin');
}

function sitePackages(environment: string): string {
  const lib = join(environment, 'lib');
  const version = readdirSync(lib).find((name) => name.startsWith('python'));
  if (version === undefined) throw new Error(`${lib} holds no Python`);
  return join(lib, version, 'site-packages');
}
