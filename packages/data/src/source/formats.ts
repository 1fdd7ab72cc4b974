import { UserError } from '@assay/contract';

export type Format = 'csv' | 'tsv' | 'jsonl' | 'parquet';

const ENDINGS: readonly [RegExp, Format][] = [
  [/\.csv(\.gz|\.zst)?$/i, 'csv'],
  [/\.tsv(\.gz|\.zst)?$/i, 'tsv'],
  [/\.(jsonl|ndjson)(\.gz|\.zst)?$/i, 'jsonl'],
  [/\.(parquet|pq)$/i, 'parquet'],
];

/**
 * The format that all files share, by their names.
 *
 * @throws UserError `data-format-unknown`, `data-formats-mixed`
 */
export function formatOf(files: readonly string[]): Format {
  const formats = files.map((file) => {
    const known = ENDINGS.find(([ending]) => ending.test(file));
    if (known) return known[1];
    throw new UserError('data-format-unknown', `${file}: the name does not say which format this is`, {
      fix: 'name it .csv, .tsv, .jsonl, .ndjson (each also with .gz or .zst) or .parquet',
    });
  });
  const [first] = formats;
  const other = formats.findIndex((format) => format !== first);
  if (first === undefined || other !== -1) {
    throw new UserError(
      'data-formats-mixed',
      `files of several formats: ${files[0]} is ${first}, ${files[other]} is ${formats[other]}`,
      { fix: 'narrow the pattern so that it names files of one format' },
    );
  }
  return first;
}
