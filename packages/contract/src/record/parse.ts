import { UserError } from '../user-error.ts';
import { type RunRecord, recordSchema, type Section } from './record.ts';

/** 5,000 columns have 0.8 MB, 10,000 findings of them 4 MB; five metrics of 5,000 slices 5 MB, and 12 MB with their changes. */
const MAX_BYTES = 16_000_000;

/** A larger record than this is written without indentation, which is a third of it. */
const MAX_INDENTED = 5_000_000;

/** A record as a file, indented for people as far as that is not too much. */
export function recordText(record: RunRecord): string {
  const indented = `${JSON.stringify(record, null, 2)}\n`;
  return Buffer.byteLength(indented) > MAX_INDENTED ? `${JSON.stringify(record)}\n` : indented;
}

/**
 * Reads a record from JSON that may come from anywhere.
 *
 * @param from where the text came from, for the error
 * @param without sections that are not asked for, which are left out unseen: checking a thousand intervals takes 0.1 s
 * @throws UserError `record-too-large`, `record-syntax`, `unsupported-version`, `record-invalid`
 */
export function parseRecord(text: string, from: string, without: readonly Section[] = []): RunRecord {
  refuseLarge(Buffer.byteLength(text), from);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError('record-syntax', `${from} is not JSON`, {
      fix: 'run the steps again to write it anew',
      cause,
    });
  }
  const record = typeof value === 'object' && value !== null ? value : {};
  const version = 'assay' in record ? record.assay : undefined;
  if (version !== 'run/1') {
    const found = typeof version === 'string' ? JSON.stringify(version.slice(0, 40)) : 'no run record';
    throw new UserError(
      'unsupported-version',
      `${from} is ${found}; this Assay reads what begins with "assay": "run/1"`,
      {
        fix: 'use the Assay that wrote it, or run the steps again',
      },
    );
  }
  for (const section of without) Reflect.deleteProperty(record, section);
  const parsed = recordSchema.safeParse(record);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? ` at ${issue.path.map(String).join('.')}` : '';
  // The record may be a stranger's: nothing in it may begin a line of the log.
  const reason = `${issue?.message}${where}`.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500);
  throw new UserError('record-invalid', `${from} is not a whole run record: ${reason}`, {
    fix: 'run the steps again to write it anew',
  });
}

/** @throws UserError `record-too-large` for more bytes than any step may write or read */
export function refuseLarge(bytes: number, from: string): void {
  if (bytes <= MAX_BYTES) return;
  throw new UserError('record-too-large', `${from} is larger than ${MAX_BYTES} bytes`, {
    fix: 'name fewer slices, metrics, parameters or data columns',
  });
}
