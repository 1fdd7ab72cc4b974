/**
 * `pnpm bench NAME [--json]`: what a verb takes, beside the least that a hand-written program takes and beside other tools,
 * in one run on one machine. Of the built release: `pnpm build` first. Data and environments are made once, in .cache.
 */
import { type BenchDocument, tableOf } from './document.ts';

/** Every benchmark; a new one is a folder and a line here. */
const benchmarks: Record<string, () => Promise<BenchDocument>> = {
  drift: async () => (await import('./drift/index.ts')).benchDrift(),
  evaluate: async () => (await import('./evaluate/index.ts')).benchEvaluate(),
  profile: async () => (await import('./profile/index.ts')).benchProfile(),
  validate: async () => (await import('./validate/index.ts')).benchValidate(),
};

const [name = '', ...options] = process.argv.slice(2).filter((argument) => argument !== '--');
const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
if (benchmark === undefined || options.some((option) => option !== '--json')) {
  console.error(
    `usage: pnpm bench NAME [--json], where NAME is one of ${Object.keys(benchmarks).join(', ')}`,
  );
  process.exitCode = 2;
} else {
  const document = await benchmark();
  console.log(options.includes('--json') ? JSON.stringify(document, null, 2) : tableOf(document));
}
