import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gitEnvironment, temporaryRepository } from '@assay/test';
import { describe, expect, it, test } from 'vitest';
import { IDENTITY } from '../ledger/append.ts';
import { diskRefusal } from './disk-refusal.ts';
import { Git } from './git.ts';
import { localLock } from './local-lock.ts';
import { tellingLine } from './telling-line.ts';

test('where git cannot be started, the process ends with its message, and waits for nothing', () => {
  const module = fileURLToPath(new URL('./git.ts', import.meta.url));
  const program = `
    const { Git } = await import(${JSON.stringify(module)});
    await new Git({ cwd: '.', env: { PATH: '' } }).run(['version']).catch((error) => console.log(error.code));`;
  // Far less than the time that a git command may take.
  const options = { cwd: tmpdir(), encoding: 'utf8', timeout: 60_000 } as const;
  const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', program], options);
  expect({ stdout, signal }).toEqual({ stdout: 'git-missing\n', signal: null });
});

test('where no file may be opened any more, that is said', () => {
  const module = fileURLToPath(new URL('./git.ts', import.meta.url));
  const program = `
    const { Git } = await import(${JSON.stringify(module)});
    const { openSync } = await import('node:fs');
    try { for (;;) openSync('/dev/null'); } catch {}
    await new Git({ cwd: '.', env: process.env }).run(['version']).catch((error) => process.exitCode = error.code === 'EMFILE' ? 7 : 8);`;
  const node = [process.execPath, '--input-type=module', '-e', program];
  const options = { cwd: tmpdir(), timeout: 60_000 } as const;
  const { status } = spawnSync('sh', ['-c', 'ulimit -n 64; exec "$@"', 'sh', ...node], options);
  expect(status).toBe(7);
});

describe('a lock of another process in the same clone', () => {
  const locked = async (lock: string) => {
    const { path } = await temporaryRepository();
    const file = join(path, '.git', lock);
    writeFileSync(file, '');
    return { file, git: new Git({ cwd: path, env: gitEnvironment() }) };
  };

  it.each([
    ['config.lock', ['config', 'a.b', 'c']],
    ['index.lock', ['read-tree', '--empty']],
    ['refs/heads/x.lock', ['update-ref', 'refs/heads/x', 'HEAD']],
  ])('%s is waited for', async (lock, args) => {
    const { file, git } = await locked(lock);
    if (args[0] === 'update-ref') await git.with(IDENTITY).run(['commit', '--allow-empty', '-m', 'x']);
    setTimeout(() => rmSync(file), 500);
    expect(await git.try(args)).toMatchObject({ code: 0 });
  });

  it('is named where nobody takes it away', async () => {
    const { file, git } = await locked('config.lock');
    await expect(git.try(['config', 'a.b', 'c'])).rejects.toMatchObject({
      code: 'git-locked',
      fix: expect.stringContaining(basename(file)),
    });
  });

  it('of the remote is none', () => {
    const theirs = "error: cannot lock ref 'refs/x': Unable to create '/srv/refs/x.lock': File exists.";
    expect(
      localLock(`remote: ${theirs}\n ! [remote rejected] a -> x (failed to update ref)\n`),
    ).toBeUndefined();
    expect(localLock(theirs)).toBe('/srv/refs/x');
    expect(localLock('fatal: shallow file has changed since we read it\n')).toBe('shallow');
    expect(localLock("error: cannot lock ref 'refs/x': is at 1 but expected 2\n")).toBe('refs/x');
  });
});

describe('a disk that git cannot write on', () => {
  const refusedFor = async (...args: string[]) => {
    const repository = await temporaryRepository();
    await repository.commit('one', { file: 'one' });
    return new Git({ cwd: repository.path, env: gitEnvironment() }).try(args);
  };

  it('is full', async () => {
    await expect(refusedFor('-c', 'alias.full=!git log >/dev/full', 'full')).rejects.toMatchObject({
      code: 'git-disk-full',
      message: expect.stringContaining('No space left on device'),
    });
  });

  // There the system's own files are, where nobody may add one, root not either.
  it('is not to be written', async () => {
    await expect(refusedFor('config', '--file=/sys/assay', 'a.b', 'c')).rejects.toMatchObject({
      code: 'git-not-writable',
      message: expect.stringMatching(/\/sys\/assay: (Permission denied|Read-only file system)/),
    });
  });

  // What git 2.39 writes.
  it.each([
    [
      'fatal: write error: No space left on device\nfatal: fetch-pack: invalid index-pack output',
      'git-disk-full',
    ],
    ["error: cannot open '.git/FETCH_HEAD': Permission denied", 'git-not-writable'],
    ["error: cannot lock ref 'x': Unable to create '/w/.git/x.lock': Permission denied", 'git-not-writable'],
    [
      'error: insufficient permission for adding an object to repository database .git/objects\nfatal: Unable to add (null) to database',
      'git-not-writable',
    ],
    ['fatal: cannot mkdir .git/assay: Read-only file system', 'git-not-writable'],
    ['remote: fatal: write error: No space left on device\nerror: failed to push some refs', undefined],
    ['remote: error: insufficient permission for adding an object to repository database', undefined],
    ['git@h: Permission denied (publickey).', undefined],
    ["fatal: unable to access '/home/a/.gitconfig': Permission denied", undefined],
  ])('%j is %s', (stderr, code) => {
    expect(diskRefusal(`${stderr}\n`)?.code).toBe(code);
  });
});

const GENERAL = `fatal: Could not read from remote repository.

Please make sure you have the correct access rights
and the repository exists.
`;

// What git 2.39 writes.
test.each([
  [
    'a path that is gone',
    `fatal: '/x.git' does not appear to be a git repository\n${GENERAL}`,
    "fatal: '/x.git' does not appear to be a git repository",
  ],
  [
    'ssh',
    `ssh: connect to host 127.0.0.1 port 1: Connection refused\n${GENERAL}`,
    'ssh: connect to host 127.0.0.1 port 1: Connection refused',
  ],
  [
    'a key that is not known',
    `Warning: Permanently added 'h' to the list of known hosts.\ngit@h: Permission denied (publickey).\n${GENERAL}`,
    'git@h: Permission denied (publickey).',
  ],
  ['a host key', `Host key verification failed.\n${GENERAL}`, 'Host key verification failed.'],
  [
    'a ruleset',
    "remote: error: GH013: Repository rule violations\nremote: \nTo https://h/r\n ! [remote rejected] a -> a (x)\nerror: failed to push some refs to 'r'\n",
    'remote: error: GH013: Repository rule violations',
  ],
  [
    'credentials',
    "fatal: unable to access 'https://x:secret@h/': 403\n",
    "fatal: unable to access 'https://***@h/': 403",
  ],
  ['nothing', '\n', 'git gives no reason'],
])('the telling line of git: %s', (_, stderr, line) => {
  expect(tellingLine(stderr)).toBe(line);
});
