import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mistakeOf, UserError } from './user-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-refused-'));
const file = join(folder, 'file');
writeFileSync(file, '');
mkdirSync(join(folder, 'folder'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('mistakeOf', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a folder in a file', () => mkdir(join(file, 'x'), { recursive: true })],
    ['a folder where a file is', () => mkdir(join(file), { recursive: true })],
    ['a file in a file', () => stat(join(file, 'x'))],
    ['a folder read as a file', () => readFile(folder)],
    ['a folder written as a file', () => writeFile(folder, '')],
    ['a folder removed as a file', () => rm(join(folder, 'folder'), { force: true })],
    ['a name that is too long', () => writeFile(join(folder, 'x'.repeat(300)), '')],
  ])('%s is one of the user', async (_, act) => {
    const error = await act().catch((cause: unknown) => cause);
    expect(mistakeOf(error)).toMatchObject({ code: 'file-refused' });
  });

  it.each(['EMFILE', 'ENFILE', 'EAGAIN', 'EFBIG'])('%s, a limit of the user, is one of theirs', (code) => {
    const error = Object.assign(new Error(code), { code, syscall: 'open' });
    expect(mistakeOf(error)?.fix).toContain('ulimit');
  });

  it('is a UserError itself, and nothing that Node refuses because of the program', async () => {
    const error = new UserError('gone', 'it is gone', { fix: 'bring it back' });
    expect(mistakeOf(error)).toBe(error);
    const gone = await readFile(join(folder, 'gone')).catch((cause: unknown) => cause);
    for (const bug of [
      gone,
      new TypeError('x'),
      Object.assign(new Error(), { code: 'EACCES' }),
      undefined,
      'x',
    ])
      expect(mistakeOf(bug)).toBeUndefined();
  });
});
