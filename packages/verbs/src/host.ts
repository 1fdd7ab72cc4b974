import { arch, availableParallelism, platform, totalmem } from 'node:os';
import type { Context } from './context.ts';

/** The machine that this process runs on, as records tell it. */
export function thisHost(): Context['host'] {
  return {
    os: platform(),
    arch: arch(),
    cpus: availableParallelism(),
    'memory-mb': Math.round(totalmem() / 1e6),
    node: process.versions.node,
  };
}
