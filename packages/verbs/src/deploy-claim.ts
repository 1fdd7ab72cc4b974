import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

// At a terminal no run has an address by which it would know its own work again: the work tree keeps a note of it.
const claimSchema = z.object({ deployment: z.string(), process: z.int().positive() });

/** Notes that this process is at work on a deployment. */
export async function claim(path: string, deployment: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify({ deployment, process: process.pid }));
}

/** Whether a deployment was begun in this work tree by this process, or by one that is dead. */
export function isClaimed(path: string, deployment: string): boolean {
  try {
    const found = claimSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return found.deployment === deployment && (found.process === process.pid || !isAlive(found.process));
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
