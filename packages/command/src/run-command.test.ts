import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run as runProcess, temporaryFiles } from '@assay/test';
import { expect, test } from 'vitest';
import type { Output } from './output-pump.ts';
import { type CommandRequest, endStrays, runCommand } from './run-command.ts';

async function run(command: string, more: Partial<CommandRequest> = {}) {
  const said = { stdout: '', stderr: '' };
  const output: Output = (chunk, stream) => {
    said[stream] += chunk.toString();
  };
  const root = more.root ?? (await temporaryFiles());
  const request = { command, root, environment: process.env, timeLimitMs: 30_000, output, ...more };
  return { ...(await runCommand(request)), ...said, root };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A process that nobody collects stays as a zombie, where the first process of a container is no init. */
async function hasEnded(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return true;
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => ' Z ');
  return /\) Z |^ Z /.test(stat);
}

test('both streams are told apart, and the exit code is the command’s', async () => {
  const result = await run('echo out; echo err >&2; exit 3');
  expect(result).toMatchObject({ exit: 3, ended: undefined, stdout: 'out\n', stderr: 'err\n' });
});

test.each([
  ['has a NUL character', 'echo a\0b', /NUL/],
  ['is longer than the system takes', `true ${'x'.repeat(2_000_000)}`, /E2BIG/],
])('a command that %s is a mistake', async (_, command, why) => {
  await expect(run(command)).rejects.toMatchObject({
    code: 'command-not-started',
    message: expect.stringMatching(why),
  });
});

test('a folder that is gone is one too', async () => {
  await expect(run('true', { root: '/nowhere' })).rejects.toMatchObject({ code: 'command-not-started' });
});

test('output comes while the command runs', async () => {
  const root = await temporaryFiles();
  const said: string[] = [];
  // The command goes on only when its first word has come.
  const result = await run('echo one; until [ -e heard ]; do sleep 0.02; done; echo two', {
    root,
    output: (chunk) => {
      if (said.push(chunk.toString()) === 1) writeFileSync(join(root, 'heard'), '');
    },
  });
  expect({ exit: result.exit, said }).toEqual({ exit: 0, said: ['one\n', 'two\n'] });
});

test('the shell stops at the first failure, also inside a pipe', async () => {
  expect(await run('false; echo on')).toMatchObject({ exit: 1, stdout: '' });
  expect(await run('(exit 7) | cat; echo on')).toMatchObject({ exit: 7, stdout: '' });
});

test('without bash it is sh, which also stops at the first failure', async () => {
  const { stdout, exit } = await run('echo "$0"; false; echo on', {
    environment: { PATH: '/nowhere' },
  });
  expect({ stdout, exit }).toEqual({ stdout: '/bin/sh\n', exit: 1 });
});

test.each([
  ['begins with a dash', '-x() { echo fine; }; -x', 'fine\n'],
  [
    'has quotes, newlines and umlauts',
    `printf '%s' "a'b
ü"`,
    "a'b\nü",
  ],
])('a command that %s is still the command', async (_, command, stdout) => {
  expect(await run(command)).toMatchObject({ stdout, stderr: '' });
});

test('there is no input to wait for, and the environment is the one passed in', async () => {
  const result = await run('cat; echo "$GIVEN-$HOME-"', {
    environment: { PATH: process.env['PATH'], GIVEN: 'yes' },
  });
  expect(result).toMatchObject({ exit: 0, stdout: 'yes--\n' });
});

test('a command ended by a signal has no exit code', async () => {
  expect(await run('kill -SEGV $$')).toMatchObject({ exit: null, signal: 'SIGSEGV', ended: undefined });
});

test('the time limit ends the command and its children', async () => {
  const result = await run('sleep 60 & echo $!; wait', { timeLimitMs: 2000 });
  expect(result).toMatchObject({ exit: null, ended: 'time-limit', signal: 'SIGTERM', survivors: [] });
  expect(result.seconds).toBeLessThan(30);
  expect(await hasEnded(Number(result.stdout))).toBe(true);
});

test('a command may tidy up on TERM', async () => {
  const result = await run("trap 'echo bye; exit 0' TERM; sleep 60 & wait", { timeLimitMs: 2000 });
  expect(result).toMatchObject({ exit: 0, ended: 'time-limit', stdout: 'bye\n' });
});

test('a child that ignores TERM is killed, and not before its grace is over', async () => {
  const stubborn =
    'import signal, time\nsignal.signal(15, signal.SIG_IGN)\nprint("on", flush=True)\ntime.sleep(60)';
  const root = await temporaryFiles({ 'stubborn.py': stubborn });
  const result = await run('python3 stubborn.py', { root, timeLimitMs: 3000, graceMs: 1000 });
  expect(result).toMatchObject({ ended: 'time-limit', signal: 'SIGKILL', stdout: 'on\n', survivors: [] });
  expect(result.seconds).toBeGreaterThan(4);
});

test('a grandchild in a session of its own is found and ended', async () => {
  const root = await temporaryFiles();
  const result = await run('(setsid sh -c "trap \'\' TERM; echo \\$\\$ > pid; sleep 60" &); sleep 60', {
    root,
    timeLimitMs: 2000,
    graceMs: 300,
  });
  expect(result).toMatchObject({ ended: 'time-limit', survivors: [] });
  expect(await hasEnded(Number(await readFile(join(root, 'pid'), 'utf8')))).toBe(true);
});

test('what a command leaves in the background ends with it, even a daemon that left at once', async () => {
  const daemon =
    'import os, time\nif os.fork(): os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\nopen("pid", "w").write(str(os.getpid()))\ntime.sleep(60)';
  const root = await temporaryFiles({ 'daemon.py': daemon });
  const result = await run('python3 daemon.py; while [ ! -s pid ]; do sleep 0.02; done; echo done', { root });
  expect(result).toMatchObject({ exit: 0, ended: undefined, stdout: 'done\n', survivors: [] });
  expect(await hasEnded(Number(await readFile(join(root, 'pid'), 'utf8')))).toBe(true);
});

test('a background process that never stops talking does not hold the command up', async () => {
  const result = await run('(while :; do echo x; sleep 0.1; done) & sleep 0.3');
  expect(result).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^(x\n)+$/), survivors: [] });
});

test('abort ends the command; after an abort nothing is started', async () => {
  const abort = new AbortController();
  const running = run('sleep 60', { signal: abort.signal });
  await delay(300);
  abort.abort();
  expect(await running).toMatchObject({ exit: null, ended: 'aborted' });
  const root = await temporaryFiles();
  await run('touch started', { root, signal: abort.signal });
  await expect(readFile(join(root, 'started'))).rejects.toThrow('ENOENT');
});

test('when the receiver of the output throws, the command is ended and the error is told', async () => {
  const root = await temporaryFiles();
  const failing = () => {
    throw new Error('log is full');
  };
  await expect(run('echo $$ > pid; echo x; sleep 60', { root, output: failing })).rejects.toThrow(
    'log is full',
  );
  expect(await hasEnded(Number(await readFile(join(root, 'pid'), 'utf8')))).toBe(true);
});

/** In a process of its own, and what is garbage is collected first: what is held is measured, not what was there before. */
const slowReceiver = `
import { setTimeout as delay } from 'node:timers/promises';
const { runCommand } = await import(process.argv[1]);
const seen = { bytes: 0, most: 0 };
let chunks = 0;
const output = async (chunk) => {
  seen.bytes += chunk.length;
  if (++chunks % 100 !== 0) return;
  await delay(50);
  gc();
  seen.most = Math.max(seen.most, process.memoryUsage().arrayBuffers);
};
const command = 'head -c 100000000 /dev/zero';
const { exit } = await runCommand({ command, root: process.cwd(), environment: process.env, timeLimitMs: 60_000, output });
console.log(JSON.stringify({ ...seen, exit }));
`;

test('100 MB of output pass in bounded memory to a slow receiver, and none is lost', async () => {
  const module = join(import.meta.dirname, 'run-command.ts');
  const { stdout } = await runProcess(process.execPath, [
    '--expose-gc',
    '--input-type=module',
    '-e',
    slowReceiver,
    module,
  ]);
  const { most, ...seen } = JSON.parse(stdout);
  expect(seen).toEqual({ bytes: 100_000_000, exit: 0 });
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(30_000_000);
});

test('a receiver that is slower than the command still gets the last of the output', async () => {
  let text = '';
  await run('for i in 1 2 3; do echo $i; sleep 0.05; done', {
    output: async (chunk) => {
      await delay(1300);
      text += chunk.toString();
    },
  });
  expect(text).toBe('1\n2\n3\n');
});

test.runIf(process.platform === 'linux')(
  'what a killed runner left is found by its environment, and nothing else is ended',
  async () => {
    const start = (value: string) => {
      const env = { ...process.env, STRAY: value };
      const { pid = 0 } = spawn('sh', ['-c', 'sleep 60; true'], { detached: true, stdio: 'ignore', env });
      return pid;
    };
    const [ours, other] = [start('a'), start('ab')];
    try {
      expect(await endStrays(new Set(['STRAY=a', 'STRAY=b']))).toEqual([]);
      expect([await hasEnded(ours), await hasEnded(other)]).toEqual([true, false]);
    } finally {
      process.kill(-other, 'SIGKILL');
    }
  },
);
