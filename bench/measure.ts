import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { killGroup } from '../test/harness/index.ts';

/** What a whole process took. */
export interface Measured {
  /** Wall clock, from start to end; of a run that was ended at its limit, that limit. */
  readonly seconds: number;
  /** Peak resident memory of the process and all that it started, in MB of 10^6 bytes; null where /proc is not at hand. */
  readonly mb: number | null;
  /** Whether it came to its end within the limit. */
  readonly finished: boolean;
  readonly stdout: string;
}

const SAMPLE_MILLISECONDS = 20;
const PAGE_BYTES = 4096;

/** Runs a command and measures it. @throws Error with what it wrote, where it fails */
export function measure(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly limitSeconds: number },
): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command, args, { cwd: options.cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const { pid } = child;
  let peak: number | null = null;
  let cut = false;
  const sampling = setInterval(() => {
    const now = pid === undefined ? null : residentBytes(pid);
    if (now !== null) peak = Math.max(peak ?? 0, now);
  }, SAMPLE_MILLISECONDS);
  const limit = setTimeout(() => {
    cut = true;
    if (pid !== undefined) killGroup(pid, 'SIGKILL');
  }, options.limitSeconds * 1000);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(sampling);
      clearTimeout(limit);
      const seconds = cut ? options.limitSeconds : (performance.now() - started) / 1000;
      const told = Buffer.concat(stdout).toString();
      if (code !== 0 && !cut)
        reject(new Error(`${command} ${args.join(' ')}: ${code}\n${Buffer.concat(stderr)}`));
      else resolve({ seconds, mb: peak === null ? null : peak / 1e6, finished: !cut, stdout: told });
    });
  });
}

/** The median run of several by its seconds, with the largest memory of all. */
export async function medianOf(times: number, run: () => Promise<Measured>): Promise<Measured> {
  const runs: Measured[] = [];
  for (let i = 0; i < times; i++) runs.push(await run());
  runs.sort((a, b) => a.seconds - b.seconds);
  const middle = runs[Math.floor(times / 2)] as Measured;
  const mb = runs.reduce<number | null>(
    (most, each) => (each.mb === null ? most : Math.max(most ?? 0, each.mb)),
    null,
  );
  return { ...middle, mb };
}

/** Resident memory of a process group; pages that its processes share count once for each. */
function residentBytes(group: number): number | null {
  let sum: number | null = null;
  try {
    for (const entry of readdirSync('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      try {
        const fields = readFileSync(`/proc/${entry}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ');
        if (Number(fields[2]) !== group) continue;
        sum = (sum ?? 0) + Number(fields[21]) * PAGE_BYTES;
      } catch {
        // It has ended since it was listed.
      }
    }
    return sum;
  } catch {
    return null; // not Linux
  }
}
