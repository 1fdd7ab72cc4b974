import { join } from 'node:path';
import { cacheFolder, retried, withLock } from '../cache.ts';
import { run } from '../process.ts';
import { findProgram } from './find-program.ts';
import { part } from './part.ts';

/** A Chromium that draws pages without a screen. */
export interface Chromium {
  executable: string;
  /** What it has to be started with here. */
  args: string[];
}

// The headless shell starts three times as fast.
const PROGRAMS = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const PACKAGES = ['chromium-headless-shell', 'fonts-noto-color-emoji'];

/** The machine's own Chromium or Chrome; where root may, it is installed by apt. */
export const chromiumPart = part<Chromium>('Chromium', async () => {
  const executable = findProgram(...PROGRAMS, MAC) ?? (await installByApt());
  // Chromium refuses to run as root inside its sandbox.
  return { executable, args: isRoot() ? ['--no-sandbox'] : [] };
});

async function installByApt(): Promise<string> {
  const aptGet = findProgram('apt-get');
  const advice =
    'install chromium or Google Chrome (Debian: apt install chromium-headless-shell fonts-noto-color-emoji)';
  if (aptGet === undefined || !isRoot()) throw new Error(`no Chromium on PATH: ${advice}`);
  await withLock(join(cacheFolder(), 'apt.lock'), () =>
    retried(async () => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const options = { env, timeLimitMilliseconds: 10 * 60_000 };
      await run(aptGet, ['update', '--quiet'], options);
      await run(aptGet, ['install', '--quiet', '--yes', '--no-install-recommends', ...PACKAGES], options);
    }),
  );
  const installed = findProgram(...PROGRAMS);
  if (installed === undefined) throw new Error(`apt installed no Chromium: ${advice}`);
  return installed;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
