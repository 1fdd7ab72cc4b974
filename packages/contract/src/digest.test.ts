import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestBytes, digestPath, digestPaths } from './index.ts';
import { codeOf } from './testing/record.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'digest-'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, content = path): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

test('a file has the digest that sha256sum prints', async () => {
  await write('model.bin', 'abc');
  // FIPS 180-2, appendix B.1; printf abc | sha256sum
  const abc = 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(await digestPath(join(root, 'model.bin'))).toEqual({ digest: abc, files: 1, bytes: 3 });
  expect((await digestPaths(root, ['model.bin', 'model.bin'])).digest).toBe(abc);
  expect(digestBytes('abc')).toBe(abc);
});

test('a folder has the digest that a shell computes from its list', async () => {
  await write('m/b.txt', 'abc');
  await write('m/a/run.sh', 'exit 0\n');
  await chmod(join(root, 'm/a/run.sh'), 0o755);
  const shell = `cd ${root}/m
    of() { printf '%s\\0%s\\0sha256:%s\\0' "$1" "$2" "$(sha256sum < "$1" | cut -c1-64)"; }
    { of a/run.sh x; of b.txt -; } | sha256sum | cut -c1-64`;
  const expected = execFileSync('sh', ['-c', shell], { encoding: 'utf8' }).trim();
  expect(await digestPath(join(root, 'm'))).toEqual({ digest: `sha256:${expected}`, files: 2, bytes: 10 });
});

test('names are sorted by their bytes in UTF-8, in whatever order they were made', async () => {
  // By UTF-16 units U+1F695 (D83D …) would come before U+FF21; by bytes (F0 … after EF …) it comes after.
  const names = ['z', 'Z', 'é', '\uFF21', '🚕', 'a/z', 'a.z'];
  for (const name of names) await write(`one/${name}`, name);
  for (const name of names.toReversed()) await write(`two/${name}`, name);
  const shell = `cd ${root}/one
    for f in $(find . -type f | cut -c3- | LC_ALL=C sort); do
      printf '%s\\0-\\0sha256:%s\\0' "$f" "$(sha256sum < "$f" | cut -c1-64)"
    done | sha256sum | cut -c1-64`;
  const expected = execFileSync('sh', ['-c', shell], { encoding: 'utf8' }).trim();
  expect((await digestPath(join(root, 'one'))).digest).toBe(`sha256:${expected}`);
  expect((await digestPath(join(root, 'two'))).digest).toBe(`sha256:${expected}`);
});

test('content, name and the executable bit each change it; other bits do not', async () => {
  await write('m/a', '1');
  const digests = [await digestPath(join(root, 'm'))];
  await chmod(join(root, 'm/a'), 0o755);
  digests.push(await digestPath(join(root, 'm')));
  await chmod(join(root, 'm/a'), 0o600);
  expect((await digestPath(join(root, 'm'))).digest).toBe(digests[0]?.digest);
  await write('m/a', '2');
  digests.push(await digestPath(join(root, 'm')));
  await rm(join(root, 'm/a'));
  await write('m/b', '1');
  digests.push(await digestPath(join(root, 'm')));
  expect(new Set(digests.map(({ digest }) => digest)).size).toBe(4);
});

test('several paths together are independent of their order, and keep their names', async () => {
  await write('a', '1');
  await write('b/c', '2');
  const both = await digestPaths(root, ['b', 'a']);
  expect(both).toEqual(await digestPaths(root, ['a', 'b']));
  expect(both).toMatchObject({ files: 2, bytes: 2 });
  // Sorts as before, so that only the name differs.
  await write('aa', '1');
  expect((await digestPaths(root, ['aa', 'b'])).digest).not.toBe(both.digest);
});

test('links, pipes and what is not there are refused', async () => {
  await write('m/a');
  await symlink('a', join(root, 'm/link'));
  await symlink('m', join(root, 'folder'));
  execFileSync('mkfifo', [join(root, 'pipe')]);
  const refusal = (path: string) => digestPath(join(root, path)).catch(codeOf);
  expect(await refusal('m')).toBe('link-refused');
  expect(await refusal('m/link')).toBe('link-refused');
  expect(await refusal('folder')).toBe('link-refused');
  expect(await refusal('pipe')).toBe('not-a-file');
  expect(await refusal('.')).toMatch(/link-refused|not-a-file/);
  expect(await refusal('none')).toBe('file-not-found');
});
