/**
 * The arrows between packages. They point down only:
 *
 *     cli, action
 *     verbs
 *     evaluate  drift (on data)
 *     data  train  gate  retraining  deploy | registry  report  github
 *     stats  command
 *     contract
 *
 * Type-only imports count: a type that is borrowed sideways ties two packages as a value does.
 */

requireParser();

/** What each package may import; a package that is not listed may import none. */
const mayImport = {
  contract: [],
  stats: [],
  data: ['contract', 'stats'],
  train: ['contract', 'stats', 'command'],
  evaluate: ['contract', 'stats', 'data'], // predictions are read by the engine
  drift: ['contract', 'stats', 'data'], // columns are read by the engine
  gate: ['contract', 'stats'],
  retraining: ['contract'],
  deploy: ['contract', 'command'],
  command: ['contract'],
  registry: ['contract'],
  report: ['contract', 'stats'],
  github: ['contract'],
  verbs: [
    ...['contract', 'stats', 'command', 'data', 'train', 'evaluate', 'drift', 'gate', 'retraining', 'deploy'],
    ...['registry', 'report', 'github'],
  ],
  action: ['contract', 'report', 'verbs'],
  cli: ['contract', 'registry', 'report', 'verbs'],
};

/** Tests may use more than what they test: the harness, and neighbours that make their inputs. */
const TESTS = '([.]test[.]ts$|/testing/|/test-[^/]+[.]ts$)';

const arrows = Object.entries(mayImport).map(([name, allowed]) => ({
  name: `${name}-stands-on-${allowed.join('-') || 'nothing'}`,
  severity: 'error',
  from: { path: `^packages/${name}/`, pathNot: TESTS },
  to: { path: '^packages/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'packages-are-listed',
      comment: 'A new package has its arrows named above.',
      severity: 'error',
      from: { path: '^packages/', pathNot: `^packages/(${Object.keys(mayImport).join('|')})/` },
      to: {},
    },
    {
      name: 'only-index-of-another-package',
      severity: 'error',
      from: { path: '^(packages|actions)/([^/]+)/' },
      to: { path: '^packages/([^/]+)/src/', pathNot: '^packages/($2/|[^/]+/src/index[.]ts$)' },
    },
    {
      name: 'inputs-are-read-on-top',
      comment: 'Only action and cli read inputs; below them all is an argument.',
      severity: 'error',
      from: { path: '^packages/', pathNot: `^packages/(action|cli)/|${TESTS}` },
      to: { path: 'node_modules/(@actions/(core|github)|commander)/' },
    },
    {
      name: 'harness-is-for-tests',
      severity: 'error',
      from: { path: '^(packages|actions)/', pathNot: TESTS },
      to: { path: '^test/|node_modules/vitest/|node_modules/fast-check/|/testing/|[.]test[.]ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'tsc', // not TypeScript 7, which has no JavaScript API: pnpm-workspace.yaml gives it its own
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|dist|release)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};

/** Without a parser it would cruise 0 modules and report success. */
function requireParser() {
  const { realpathSync } = require('node:fs');
  const { createRequire } = require('node:module');
  // By path: the package exports nothing to `require`.
  const cruiser = realpathSync(`${__dirname}/node_modules/dependency-cruiser/package.json`);
  const { version } = createRequire(cruiser)('typescript/package.json');
  if (Number.parseInt(version, 10) >= 7) {
    throw new Error(
      `dependency-cruiser cannot parse with TypeScript ${version}: give it 6 by packageExtensions in pnpm-workspace.yaml`,
    );
  }
}
