import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonPart, run, temporaryFolder } from '../../harness/index.ts';

const folder = import.meta.dirname;
const python = await pythonPart('agreement-imports', join(folder, 'requirements.txt'), { complete: true })();

test.runIf(python.available)(
  'reference.json holds what the tools say',
  async () => {
    if (!python.available) throw new Error(python.why);
    // The scripts write schemas too: into a copy.
    const copy = temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    const env = { ...process.env, GX_ANALYTICS_ENABLED: 'false' };
    for (const tool of ['frictionless', 'pandera', 'great_expectations', 'odcs'])
      await run(python.python, [`run_${tool}.py`], { cwd: copy, env, timeLimitMilliseconds: 120_000 });
    expect(parts(copy)).toEqual(parts(folder));
  },
  300_000,
);

/** What each tool found, without its version. */
function parts(of: string): unknown {
  const read = JSON.parse(readFileSync(join(of, 'reference.json'), 'utf8')) as Record<
    string,
    { versions: object }
  >;
  return Object.entries(read).map(([tool, { versions: _, ...found }]) => ({ tool, ...found }));
}
