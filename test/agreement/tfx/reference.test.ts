import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environments } from '../environments.ts';
import { readReference, runAgain } from '../run-again.ts';
import { tfxFolder } from './tfx-folder.ts';

const [tfdv, tfx] = await Promise.all([environments.tfdv(), environments.tfx()]);

test.runIf(tfdv.available && tfx.available)(
  'reference.json holds what TFDV finds, and later.pbtxt what it infers',
  async () => {
    const copy = await runAgain('tfx', tfdv, ['run_tfdv.py', await tfxFolder(tfx)]);
    expect(readReference(copy)).toEqual(readReference(import.meta.dirname));
    const [written, read] = [copy, import.meta.dirname].map((folder) =>
      readFileSync(join(folder, 'later.pbtxt'), 'utf8'),
    );
    expect(written).toBe(read);
  },
  300_000,
);
