import { temporaryFiles } from '@assay/test';
import { describe, expect, test } from 'vitest';
import { type ProcessTable, procTable, psTable } from './process-table.ts';
import { ProcessTree } from './process-tree.ts';
import { runCommand } from './run-command.ts';

const MB = 1_000_000;

/** `python3 hold.py MB SECONDS` holds so much written memory for a time. A bare Python takes some 10 MB itself. */
const holdPy =
  'import sys, time\nb = bytearray(b"x") * (int(sys.argv[1]) * 1000000)\ntime.sleep(float(sys.argv[2]))';
const spikePy = 'import time\nb = bytearray(b"x") * 200000000\ndel b\ntime.sleep(0.5)';

async function peakOf(command: string): Promise<number> {
  const root = await temporaryFiles({ 'hold.py': holdPy, 'spike.py': spikePy });
  const environment = process.env;
  const result = await runCommand({ command, root, environment, timeLimitMs: 30_000, output: () => {} });
  expect(result.exit).toBe(0);
  return (result.peakBytes ?? 0) / MB;
}

test('200 MB in one process are 200 MB', async () => {
  const peak = await peakOf('python3 hold.py 200 1');
  expect(peak).toBeGreaterThan(200);
  expect(peak).toBeLessThan(240);
});

test('two children with 100 MB each, at the same time, are 200 MB', async () => {
  const peak = await peakOf("python3 hold.py 100 1.5 & sh -c 'python3 hold.py 100 1.5; true' & wait");
  expect(peak).toBeGreaterThan(200);
  expect(peak).toBeLessThan(250);
});

test('two children one after the other are not added up', async () => {
  const peak = await peakOf('python3 hold.py 100 1; python3 hold.py 100 1');
  expect(peak).toBeGreaterThan(100);
  expect(peak).toBeLessThan(140);
});

test('a spike between two samples is seen, while its process lives', async () => {
  // 200 MB for a moment: the process lives on for half a second without them.
  const peak = await peakOf('python3 spike.py');
  expect(peak).toBeGreaterThan(200);
  expect(peak).toBeLessThan(240);
});

describe('a process of 200 MB that forks', () => {
  /** Its child, in each of the samples: where its stack begins and what it holds, in MB. */
  async function peakWith(...child: { stack: string; mb: number }[]): Promise<number> {
    const done = new AbortController();
    let sample = -1;
    const table: ProcessTable = {
      list: async () => {
        sample += 1;
        const { stack = '' } = child[sample] ?? {};
        if (sample === child.length - 1) done.abort();
        return [
          { pid: 1, parent: 0, group: 1, start: '10', stack: '7ff1' },
          { pid: 2, parent: 1, group: 1, start: '20', stack },
        ];
      },
      memory: ({ pid }) => {
        const kb = ((pid === 1 ? 200 : (child[sample]?.mb ?? 0)) * MB) / 1024;
        return { now: kb, peak: kb };
      },
      hasVariable: () => false,
    };
    const tree = new ProcessTree(1, new Set(), table);
    await tree.watch(done.signal);
    return (tree.peakBytes ?? 0) / MB;
  }

  test('to run another program is 200 MB, and then what that one needs', async () => {
    expect(await peakWith({ stack: '7ff1', mb: 200 }, { stack: '7ff2', mb: 5 })).toBe(205);
  });

  test('to do half of the work there is what both hold', async () => {
    expect(await peakWith({ stack: '7ff1', mb: 200 }, { stack: '7ff1', mb: 180 })).toBe(380);
  });
});

test.each([
  ['/proc', procTable],
  ['ps', psTable()],
])('%s knows this process, its parent and its memory', async (_, table) => {
  const own = (await table.list()).find(({ pid }) => pid === process.pid);
  expect(own).toMatchObject({ parent: process.ppid });
  const memory = own && table.memory(own);
  expect((memory?.now ?? 0) / 1024).toBeGreaterThan(20);
  expect(memory?.now ?? 0).toBeCloseTo(process.memoryUsage.rss() / 1024, -5);
  expect(memory?.peak).toBeGreaterThanOrEqual(memory?.now ?? 0);
});
