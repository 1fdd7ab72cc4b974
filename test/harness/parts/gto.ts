import { join } from 'node:path';
import { run } from '../process.ts';
import { part } from './part.ts';
import { type PythonEnvironment, pythonPart } from './python.ts';

/** GTO, the registry in git tags whose syntax Assay writes. */
export interface Gto {
  /** What a command of gto's answers as JSON, run in a clone. */
  json(clone: string, ...args: string[]): Promise<unknown>;
}

const environment = pythonPart('gto', join(import.meta.dirname, 'gto-requirements.txt'), { complete: true });

/** The real gto from PyPI. */
export const gtoPart = part<Gto>('gto', async () => {
  const python = await environment();
  if (!python.available) throw new Error(python.why);
  return {
    async json(clone, ...args) {
      const { stdout } = await run(join(python.bin, 'gto'), [...args, '--json'], {
        cwd: clone,
        env: isolated(python),
      });
      return JSON.parse(stdout);
    },
  };
});

/** Neither this machine's git settings nor gto's telemetry. */
function isolated({ bin }: PythonEnvironment): NodeJS.ProcessEnv {
  return {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: process.env['HOME'] ?? '/',
    GIT_CONFIG_GLOBAL: '/dev/null',
    DVC_NO_ANALYTICS: '1',
  };
}
