import { spawn } from 'node:child_process';
import { killGroup } from '../test/harness/index.ts';
import { familyUse } from './process-family.ts';

/** What a whole process took. */
export interface Measured {
  /** Wall clock, from start to end; of a run that was ended at its limit, that limit. */
  readonly seconds: number;
  /** Seconds of processors, of the process and all that it started; null where /proc is not at hand. */
  readonly cpu: number | null;
  /** Peak of its memory, in MB of 10^6 bytes; null where /proc is not at hand. */
  readonly mb: number | null;
  /** Whether it came to its end within the limit. */
  readonly finished: boolean;
  readonly stdout: string;
}

const SAMPLE_MILLISECONDS = 20;

/** Runs a command and measures it. @throws Error with what it wrote, where it fails */
export function measure(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly limitSeconds: number;
    /** What else but 0 it may end with. */
    readonly mayExit?: number;
  },
): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command, args, { cwd: options.cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const { pid } = child;
  let bytes: number | null = null;
  let cpu: number | null = null;
  let cut = false;
  const sampling = setInterval(() => {
    const now = pid === undefined ? null : familyUse(pid);
    if (now === null) return;
    bytes = Math.max(bytes ?? 0, now.bytes);
    cpu = Math.max(cpu ?? 0, now.cpuSeconds);
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
      if (code !== 0 && code !== options.mayExit && !cut)
        reject(new Error(`${command} ${args.join(' ')}: ${code}\n${Buffer.concat(stderr)}`));
      else resolve({ seconds, cpu, mb: bytes === null ? null : bytes / 1e6, finished: !cut, stdout: told });
    });
  });
}
