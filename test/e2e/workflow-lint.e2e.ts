import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionlintPart, run, temporaryFiles, zizmorPart } from '../harness/index.ts';

const root = join(import.meta.dirname, '../..');
const actionlint = await actionlintPart();
const zizmor = await zizmorPart();

/** Ours, those that a release holds, and those that a user copies. */
const workflows = ['', 'release/', 'examples/*/']
  .flatMap((folder) => globSync(`${folder}.github/workflows/*.yml`, { cwd: root }))
  .sort();

const UNSAFE = `on: pull_request
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - uses: someone/action@v1
      - run: echo "\${{ github.head_ref }}"
`;

describe('workflows', () => {
  it('are those of the release too', () => {
    const users = workflows
      .filter((path) => path.startsWith('release/'))
      .map((path) => path.slice('release/'.length));
    expect(users).toEqual(
      workflows.filter((path) => path.startsWith('.github/') && !path.endsWith('/ci.yml')),
    );
  });

  it.runIf(actionlint.available)('are what actionlint takes', async () => {
    const { exitCode, stdout } = await lint(actionlint, workflows);
    expect(stdout).toBe('');
    expect(exitCode).toBe(0);
  });

  it.runIf(zizmor.available)('have no weakness that zizmor knows, however unlikely', async () => {
    // Fails where a file that is left out is a workflow.
    const { exitCode, stdout, stderr } = await lint(zizmor, [...ZIZMOR, ...workflows]);
    expect(exitCode, stdout + stderr).toBe(0);
  });

  it.runIf(actionlint.available && zizmor.available)('would be found to be unsafe', async () => {
    const file = join(
      await temporaryFiles({ '.github/workflows/unsafe.yml': UNSAFE }),
      '.github/workflows/unsafe.yml',
    );
    expect((await lint(actionlint, [file])).stdout).toContain('potentially untrusted');
    const { exitCode, stdout } = await lint(zizmor, [...ZIZMOR, file]);
    expect(exitCode).not.toBe(0);
    for (const rule of ['unpinned-uses', 'template-injection', 'excessive-permissions'])
      expect(stdout).toContain(rule);
  });
});

const ZIZMOR = [
  '--offline',
  '--persona=auditor',
  '--no-progress',
  '--config',
  join(root, '.github/zizmor.yml'),
];

function lint(part: typeof actionlint, args: readonly string[]) {
  if (!part.available) throw new Error(part.why);
  return run(part.executable, args, { cwd: root, mayFail: true });
}
