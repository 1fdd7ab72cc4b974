import { closeSync, openSync, readSync } from 'node:fs';

/**
 * The platform as DuckDB names its npm packages: `linux-x64`, `linux-arm64-musl`, `win32-x64`. On Linux the C library matters
 * too: it is that of the loader which Node's own program asks for.
 */
export function currentPlatform(): string {
  const name = `${process.platform}-${process.arch}`;
  return process.platform === 'linux' && asksForMusl(process.execPath) ? `${name}-musl` : name;
}

/** Whether a program is loaded by musl's loader, whose path then stands at the beginning of its file. */
function asksForMusl(program: string): boolean {
  const start = Buffer.alloc(4096);
  const file = openSync(program, 'r');
  try {
    readSync(file, start);
  } finally {
    closeSync(file);
  }
  return start.includes('/ld-musl-');
}
