import { expect, test } from 'vitest';
import { sourceOf } from '../temporary-data.ts';

// As https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md has it.
const POINTER =
  'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n';

test.each(['a.csv', 'a.tsv', 'a.jsonl', 'a.parquet', 'a.csv.gz', 'a.jsonl.zst'])(
  'a pointer of Git LFS is no data: %s',
  async (name) => {
    await expect(sourceOf({ [name]: POINTER })).rejects.toMatchObject({
      code: 'data-pointer',
      message: expect.stringMatching(new RegExp(`^${name} `)),
      fix: expect.stringMatching(/git lfs pull.*lfs: true/),
    });
  },
);

test('one of several files', async () => {
  const opened = sourceOf({ 'a.csv': 'x\n1\n', 'b.csv': POINTER });
  await expect(opened).rejects.toMatchObject({
    code: 'data-pointer',
    message: expect.stringMatching(/^b\.csv/),
  });
});

test('a column may be called as a pointer begins', async () => {
  const { source } = await sourceOf({ 'a.csv': 'version\nhttps://git-lfs.github.com/spec/v1\n' });
  expect(source.columns).toMatchObject([{ name: 'version' }]);
});
