import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** More than this is not a handful of names and addresses. */
const MOST_BYTES = 64 * 1024;

const LINE = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/;

/** What the command wrote to its output file, or why that cannot be used. */
export type Written = { values: Record<string, string> } | { problem: string };

/**
 * Reads the NAME=value lines of a command's output file. The last of two lines with one name counts; names that begin with
 * `ASSAY_` stay ours. No more than 64 KB are ever read, and a link or a pipe in the file's place is not followed.
 */
export async function readWritten(path: string): Promise<Written> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown error');
  if (file === 'ENOENT') return { values: {} };
  if (typeof file === 'string') return { problem: `the file $ASSAY_OUTPUT cannot be read: ${file}` };
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return { problem: '$ASSAY_OUTPUT is no longer a file' };
    if (stat.size > MOST_BYTES)
      return { problem: `the command wrote more than ${MOST_BYTES / 1024} KB to $ASSAY_OUTPUT` };
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    return parseWritten(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await file.close();
  }
}

function parseWritten(text: string): Written {
  const values: [string, string][] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [, name, value] = LINE.exec(line) ?? [];
    // The line itself may hold a secret: only its number is told.
    if (name === undefined || value === undefined || value.includes('\0'))
      return { problem: `line ${at + 1} of $ASSAY_OUTPUT is not NAME=value` };
    if (!name.startsWith('ASSAY_')) values.push([name, value]);
  }
  return { values: Object.fromEntries(values) };
}
