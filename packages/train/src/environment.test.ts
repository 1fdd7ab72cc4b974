import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { digestBytes } from '@assay/contract';
import { temporaryFiles } from '@assay/test';
import { expect, test } from 'vitest';
import { describeEnvironment } from './environment.ts';

const python = execFileSync('python3', ['-c', 'import platform; print(platform.python_version())'], {
  encoding: 'utf8',
}).trim();

async function environmentOf(command: string, files: Record<string, string> = {}) {
  return describeEnvironment(await temporaryFiles(files), command, process.env);
}

test('interpreters that the command names, by the name that it uses', async () => {
  expect(await environmentOf('python3 train.py && node pack.js')).toEqual({
    python3: python,
    node: execFileSync('node', ['--version'], { encoding: 'utf8' }).trim().slice(1),
  });
});

test.each([
  'make train',
  './python3/train.sh',
  'cat data/python3 node_modules/x node.txt --node',
  'python9.9 train.py',
  'uv run python3 train.py',
  'source .venv/bin/activate && python3 train.py',
])('%j tells no version', async (command) => {
  expect(await environmentOf(command)).toEqual({});
});

test('lock and requirements files at the root, by their digest', async () => {
  const known = [
    'requirements.txt',
    'requirements-dev.txt',
    'uv.lock',
    'poetry.lock',
    'Pipfile.lock',
    'environment.yml',
    'pyproject.toml',
  ];
  const others = ['sub/uv.lock', 'requirements.md', 'my-uv.lock', 'package.json'];
  const files = Object.fromEntries([...known, ...others].map((name) => [name, name]));
  expect(await environmentOf('make', files)).toEqual(
    Object.fromEntries(known.map((name) => [name, digestBytes(name)])),
  );
});

test('a lock file that is a link is not looked at', async () => {
  const root = await temporaryFiles();
  await symlink('/etc/hostname', join(root, 'uv.lock'));
  expect(await describeEnvironment(root, 'make', process.env)).toEqual({});
});
