import { expect, test } from 'vitest';
import { bindingsOf } from './duckdb-bindings.ts';

const lockfile = (...platforms: readonly [name: string, version: string][]) =>
  ['packages:', "  'left-pad@1.0.0':", '    resolution: {integrity: sha512-L}']
    .concat(
      platforms.flatMap(([name, version]) => [
        `  '@duckdb/node-bindings-${name}@${version}':`,
        `    resolution: {integrity: sha512-${name}}`,
      ]),
    )
    .join('\n');

test('each locked platform with its digest, and the promised ones that the lockfile lacks are told', () => {
  const warnings: string[] = [];
  const text = bindingsOf(lockfile(['linux-x64', '1.5.6-r.1'], ['linux-x64-musl', '1.5.6-r.1']), (line) =>
    warnings.push(line),
  );
  expect(JSON.parse(text)).toEqual({
    version: '1.5.6-r.1',
    integrity: { 'linux-x64': 'sha512-linux-x64', 'linux-x64-musl': 'sha512-linux-x64-musl' },
  });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('linux-arm64, darwin-x64, darwin-arm64, win32-x64, win32-arm64');
});

test('two versions, or none, stop the generation', () => {
  expect(() => bindingsOf(lockfile(['linux-x64', '1.0.0'], ['darwin-x64', '2.0.0']))).toThrow('one version');
  expect(() => bindingsOf(lockfile())).toThrow('one version');
});
