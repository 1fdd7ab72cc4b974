import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// All throw-away folders of a process lie in one that carries its process id, so that what a killed process left
// behind is known to be dead and goes when the next one starts.
const PREFIX = 'assay-test-';

let root: string | undefined;

/** Makes an empty folder that is removed when the process ends. `label` only helps whoever looks at it. */
export function temporaryFolder(label = 'folder'): string {
  root ??= makeRoot();
  return mkdtempSync(join(root, `${label}-`));
}

function makeRoot(): string {
  const parent = realpathSync(tmpdir());
  for (const name of readdirSync(parent)) {
    const owner = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (Number.isInteger(owner) && !isAlive(owner)) removeFolder(join(parent, name));
  }
  const made = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  process.on('exit', () => removeFolder(made));
  return made;
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Another process is sweeping the same folder, or a child still writes to it: the next start removes it.
  }
}
