import { expect, it } from 'vitest';
import { measure } from './measure.ts';

const options = { cwd: process.cwd(), limitSeconds: 60 };

it.runIf(process.platform === 'linux')('measures a process with what it starts', async () => {
  // 200 MB and half a second of the processor, in a child of the process that is measured; it stays long enough to be seen.
  const work = `const held = Buffer.alloc(2e8, 1);
    while (process.cpuUsage().user < 5e5);
    setTimeout(() => console.log(held.length), 2000)`;
  const parent = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(work)}], { stdio: 'inherit' })`;
  const found = await measure(process.execPath, ['-e', parent], options);
  expect(found).toMatchObject({ finished: true, stdout: '200000000\n' });
  expect(found.mb).toBeGreaterThan(200);
  expect(found.mb).toBeLessThan(500);
  expect(found.cpu).toBeGreaterThan(0.45);
  expect(found.cpu).toBeLessThan(5);
});

it('ends a process at the limit, and says so; one that fails is told with what it wrote', async () => {
  const endless = await measure(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    ...options,
    limitSeconds: 1,
  });
  expect(endless).toMatchObject({ finished: false, seconds: 1 });
  const failing = measure(
    process.execPath,
    ['-e', 'console.error("no such data"); process.exit(3)'],
    options,
  );
  await expect(failing).rejects.toThrow(/: 3\nno such data/);
});
