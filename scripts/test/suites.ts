/** One thing that `pnpm test` runs: a command, and what must have gone well before it. */
export interface Suite {
  name: string;
  /** Says in a few words what it holds. */
  about: string;
  command: readonly string[];
  /** Suites without which this one means nothing. */
  after?: readonly string[];
  /** Whether it is a vitest project, whose tests are counted. */
  vitest?: boolean;
}

const vitest = (name: string) => ['vitest', 'run', '--project', name];

/** All suites, quick ones first. */
export const suites: readonly Suite[] = [
  { name: 'format', about: 'format and lint', command: ['biome', 'ci', '--log-level=warn', '.'] },
  { name: 'types', about: 'TypeScript, strict', command: ['tsc', '--noEmit'] },
  {
    name: 'arrows',
    about: 'who may import whom',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'packages', 'scripts', 'test'],
  },
  { name: 'dead code', about: 'unused files, exports, dependencies', command: ['knip'] },
  {
    name: 'generated',
    about: 'made files are fresh',
    command: ['node', 'scripts/generate/main.ts', '--check'],
  },
  { name: 'unit', about: 'tests beside the source', command: vitest('unit'), vitest: true },
  { name: 'build', about: 'the release tree', command: ['node', 'scripts/build/main.ts'] },
  {
    name: 'integration',
    about: 'the bundles as actions',
    command: vitest('integration'),
    vitest: true,
    after: ['build'],
  },
  {
    name: 'e2e',
    about: 'whole workflows, the demo, the report in a browser',
    command: vitest('e2e'),
    vitest: true,
    after: ['build'],
  },
];
