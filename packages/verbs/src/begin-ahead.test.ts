import { truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestBeside } from '@assay/data';
import { temporaryFolder } from '@assay/test';
import { expect, test } from 'vitest';
import { beginAhead } from './begin-ahead.ts';

/** Whether the digest of a large file was begun: then it is noticed that the file was written to after that. */
async function isBegun(...argv: string[]): Promise<boolean> {
  const root = temporaryFolder('ahead');
  const file = join(root, 'd.parquet');
  writeFileSync(file, '');
  truncateSync(file, 60_000_000);
  beginAhead(argv, root);
  utimesSync(file, 1, 1);
  const digested = digestBeside(root, ['d.parquet']);
  return digested().then(
    () => false,
    (error: { code?: string }) => error.code === 'data-changed',
  );
}

test.each([
  [true, ['validate-data', '--data', 'd.parquet']],
  [true, ['validate-data', '--json', '--data=d.parquet']],
  [true, ['validate-data', '--data', './d.parquet', '--contract', 'c.yml']],
  [false, ['validate-data', '--data', 'd.parquet', 'e.parquet']],
  [false, ['validate-data', '--data', 'd.parquet', '--data', 'e.parquet']],
  [false, ['validate-data', '--contract', 'd.parquet']],
  [false, ['check-drift', '--data', 'd.parquet']],
])('%s: %j', async (begun, argv) => {
  expect(await isBegun(...argv)).toBe(begun);
});

test.each(['', '\0', 'x'.repeat(5000), 'absent', '.', 'trino://a.b.c', '*.parquet'])(
  'what is no large file is left alone: %j',
  (path) => {
    expect(() => beginAhead(['validate-data', '--data', path], temporaryFolder('ahead'))).not.toThrow();
  },
);
