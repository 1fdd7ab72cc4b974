import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

// A process that was killed cannot say so: the work tree keeps a note of each that is at work, by the id in the turn.
const claimSchema = z.object({ process: z.int().positive() });

/** Notes that this process is the holder of a turn. */
export async function claim(folder: string, holder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(noteOf(folder, holder), JSON.stringify({ process: process.pid }));
}

/** Takes the note away again. */
export async function unclaim(folder: string, holder: string): Promise<void> {
  await rm(noteOf(folder, holder), { force: true });
}

/** Whether the holder of a turn was a process of this work tree, and is dead. */
export function isLeft(folder: string, holder: string): boolean {
  try {
    return !isAlive(claimSchema.parse(JSON.parse(readFileSync(noteOf(folder, holder), 'utf8'))).process);
  } catch {
    return false;
  }
}

function noteOf(folder: string, holder: string): string {
  return join(folder, `${holder}.json`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
