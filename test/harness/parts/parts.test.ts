import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { run } from '../process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { chromiumPart } from './chromium.ts';
import { part } from './part.ts';
import { findPython, pythonPart } from './python.ts';

afterEach(() => vi.unstubAllEnvs());

describe('part', () => {
  it('is set up once', async () => {
    let times = 0;
    const counted = part('counted', async () => ({ times: ++times }));
    expect([await counted(), await counted()]).toEqual([
      { available: true, times: 1 },
      { available: true, times: 1 },
    ]);
  });

  it('is left out with a reason, which the suite can list; and not at all where CI=true', async () => {
    const list = join(temporaryFolder('list'), 'left-out');
    vi.stubEnv('ASSAY_LEFT_OUT', list);
    vi.stubEnv('CI', '');
    const setUp = () => Promise.reject(new Error('no such thing: install it\nmore'));
    expect(await part('thing', setUp)()).toMatchObject({
      available: false,
      why: expect.stringContaining('install it'),
    });
    expect(readFileSync(list, 'utf8')).toBe('thing: no such thing: install it\n');
    vi.stubEnv('CI', 'true');
    await expect(part('thing', setUp)()).rejects.toThrow('thing may not be left out where CI=true');
  });
});

describe('findPython', () => {
  it('takes none that packages are not built for yet, but an older one beside it', async () => {
    const folder = temporaryFolder('bin');
    vi.stubEnv('PATH', folder);
    writeFileSync(join(folder, 'python3'), '#!/bin/sh\necho 3.12.3\n', { mode: 0o755 });
    await expect(findPython(11)).rejects.toThrow(
      `Python 3.10 to 3.11 is needed: ${folder}/python3 is 3.12.3`,
    );
    writeFileSync(join(folder, 'python3.11'), '#!/bin/sh\necho 3.11.7\n', { mode: 0o755 });
    expect(await findPython(11)).toEqual({ python: join(folder, 'python3.11'), version: '3.11.7' });
    expect(await findPython()).toEqual({ python: join(folder, 'python3'), version: '3.12.3' });
  });

  it('says in one line that Python is missing, or which is too old', async () => {
    const folder = temporaryFolder('bin');
    vi.stubEnv('PATH', folder);
    await expect(findPython()).rejects.toThrow('Python 3.10 or newer is needed: there is none on PATH');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'python3'), '#!/bin/sh\necho 3.9.2\n', { mode: 0o755 });
    await expect(findPython()).rejects.toThrow(`Python 3.10 or newer is needed: ${folder}/python3 is 3.9.2`);
  });
});

describe('real parts', () => {
  it('makes an environment from a requirements file', async () => {
    const requirements = join(temporaryFolder('requirements'), 'requirements.txt');
    writeFileSync(requirements, 'packaging==26.2\n');
    const environment = await pythonPart('probe', requirements)();
    if (!environment.available) throw new Error(environment.why);
    const code = 'import packaging; print(packaging.__version__)';
    expect((await run(environment.python, ['-c', code])).stdout).toBe('26.2\n');
  });

  it('finds a Chromium that runs', async () => {
    const chromium = await chromiumPart();
    if (!chromium.available) throw new Error(chromium.why);
    const page = [...chromium.args, '--dump-dom', 'data:text/html,<p>drawn</p>'];
    expect((await run(chromium.executable, page)).stdout).toContain('drawn');
  });
});
