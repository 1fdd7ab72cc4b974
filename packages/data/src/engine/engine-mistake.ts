import { UserError } from '@assay/contract';

/** What the engine was opened with, of which its complaints tell. */
interface Limits {
  readonly memoryMb: number;
  readonly folders: readonly string[];
}

/** How the engine says that a file cannot be written: one that it was asked for, or its own for what memory cannot hold. */
const UNWRITABLE = /^IO Error: .*(No space left on device|Disk quota exceeded|Read-only file system)$/;

/** How the engine says that pages of a Parquet file, whose end is whole, cannot be unpacked. */
const BAD_PAGES =
  /^(Failed to read file|Failed to decompress|Parquet file is|Invalid string encoding|Out of buffer)/;

/** The same of what stands around the pages; a column that is encrypted looks so too, and a file that is written to since it was opened. */
const BAD_HEADS =
  /^(TProtocolException|don't know what type|invalid TType|Prefetch registered|Mismatch in parquet read|Could not read enough bytes|Input is invalid\/unsupported GZIP|No magic bytes found|Footer length error)/;

/** How the engine says that a date or a time of Parquet has no microseconds of 64 bits, in which it computes. */
const BEYOND_TIME =
  /^(Could not convert Timestamp\(\w+\) to Timestamp|Type INT32 with value .*-\d\d-\d\d.* to the destination type INT64)/;

/** What the engine complains of, where a user can mend it; any other error as it is. */
export function engineMistake(cause: unknown, { memoryMb, folders }: Limits): unknown {
  const message = cause instanceof Error ? cause.message : String(cause);
  const [line = message] = message.split('\n');
  if (message.startsWith('Out of Memory Error')) {
    const memory = `${memoryMb} MB of memory`;
    return new UserError('memory-limit', `the data does not fit into ${memory} and the space for spilling`, {
      fix: 'raise the memory limit, split the data into several files, or store it as Parquet',
      cause,
    });
  }
  if (message.startsWith('Permission Error')) {
    return new UserError('file-refused', line.replace('Permission Error: ', ''), {
      fix: `keep data under ${folders.join(' or ')}; a query may read no other file`,
      cause,
    });
  }
  const said = line.replace(/^[A-Za-z ]*Error: /, '');
  if (UNWRITABLE.test(line))
    return new UserError('file-refused', said, {
      fix: 'let this user write there, on a disk with room',
      cause,
    });
  // The value is not quoted: it may be of a sensitive column.
  if (BEYOND_TIME.test(said))
    return new UserError('data-unreadable', 'a date or time is before the year -290307 or after 294246', {
      fix: 'write null for what stands for "never"; was it written in another unit, as milliseconds for seconds?',
      cause,
    });
  const isOfHeads = BAD_HEADS.test(said);
  if (!BAD_PAGES.test(said) && !isOfHeads) return cause;
  // It may quote a value, which may be of a sensitive column, after the name of the file.
  const [, path] = /["']([^"']*)["']/.exec(said) ?? [];
  const folder = folders.find((each) => path?.startsWith(`${each}/`));
  const file = folder === undefined ? 'a Parquet file' : path?.slice(folder.length + 1);
  const plain = !isOfHeads && /^[^"]*$/.test(said);
  const why = plain
    ? said
    : /(?:^|": )(No magic bytes found at end|\w+ decompression failure)/i.exec(said)?.[1];
  return new UserError(
    'data-unreadable',
    `${file} cannot be read: ${why ?? 'it is broken, cut off or encrypted'}`,
    {
      fix: 'write or fetch the file again: its bytes are not those that were written. What is encrypted, decrypt in a step before',
      cause,
    },
  );
}
