import type { DataCheck } from './data-check.ts';
import { saidOf } from './found.ts';

/** Texts are in the encoding of the contract; where it says none, one that no byte can prove is warned of. */
export const encoding: DataCheck = ({ source, contract, rows }) => {
  const { encoding: wanted } = contract;
  const found = source.dress?.encodings ?? ['utf-8'];
  const isText =
    source.dress !== null || /\.([ct]sv|jsonl|ndjson)(\.gz|\.zst)?$/i.test(source.files[0] ?? '');
  const isGuess = wanted === undefined && found.includes('windows-1252');
  if (!isText || (wanted === undefined && !isGuess)) return { checks: 0, findings: [] };
  if (found.every((one) => one === wanted)) return { checks: 1, findings: [] };
  const finding = {
    column: null,
    check: 'encoding',
    ...saidOf({ severity: isGuess ? 'warn' : 'error' }),
    expected: (wanted ?? 'utf-8').toUpperCase(),
    observed: isGuess
      ? 'bytes that are no UTF-8, read as WINDOWS-1252'
      : found.map((one) => one.toUpperCase()).join(' and '),
    rows,
    of: rows,
    fraction: 1,
    examples: [],
    fix: isGuess
      ? 'look whether letters with accents are right, and say `encoding: windows-1252`; else save the files as UTF-8'
      : 'write the files in this encoding, or say which one they have',
    place: ['encoding'],
  };
  return { checks: 1, findings: [finding] };
};
