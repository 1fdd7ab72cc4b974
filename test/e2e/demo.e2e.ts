import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pythonPart, run } from '../harness/index.ts';

const root = join(import.meta.dirname, '../..');
const example = await pythonPart('taxi-tips', join(root, 'examples/taxi-tips/requirements.txt'))();

describe('the demo', () => {
  it.runIf(example.available)('ends well, and leaves the files that it names', async () => {
    const env = { ...process.env, OMP_WAIT_POLICY: 'PASSIVE', NO_COLOR: '1', FORCE_COLOR: undefined };
    const options = { cwd: root, env, timeLimitMilliseconds: 280_000 };
    const { stdout } = await run(process.execPath, ['scripts/demo/main.ts'], options);
    for (const verdict of ['fail', 'pass'])
      expect(stdout).toContain(`✓ the verdict is ${verdict}, and should be ${verdict}; 1 comment`);
    const named = stdout.matchAll(/^ {2}(\S+\/): (.+)$/gm);
    const files = Array.from(named, ([, folder = '', names = '']) =>
      names.split(', ').map((name) => join(root, folder, name)),
    ).flat();
    expect(files).toHaveLength(8);
    for (const file of files) {
      expect(existsSync(file), file).toBe(true);
      expect(statSync(file).size, file).toBeGreaterThan(100);
    }
  });
});
