import { markdownTable } from 'markdown-table';
import type { Outcome } from './plant.ts';
import type { Splits } from './splits.ts';

export interface Measured {
  readonly splits: readonly Splits[];
  readonly outcomes: readonly Outcome[];
}

/** The page of the documentation. */
export function plantedFaultsPage({ splits, outcomes }: Measured): string {
  const kinds = [...new Set(outcomes.map(({ fault }) => fault))];
  const missed = kinds.filter((kind) =>
    outcomes.some(({ fault, found }) => fault === kind && found === null),
  );
  return `# Planted faults

What a data contract that was inferred, and not touched by anyone, finds. Measured, not promised:

\`\`\`bash
node scripts/planted-faults/main.ts     # writes this page, in some minutes
\`\`\`

**adult**: 48,842 rows of the census of 1994, Parquet. **taxi**: 9,533 taxi trips, CSV, here with three more columns of what
they say: \`started\` (the moment, as text), \`reference\` (a UUID), \`total\` (fare and tips).

## Nothing wrong

A contract is inferred from a random half of the rows, and the other half is held against it.

${markdownTable(
  [
    ['data', 'rows', 'random splits', 'with an error', 'with a warning'],
    ...splits.map(({ data, rows, of, errors, warnings }) => [
      data,
      rows.toLocaleString('en-US'),
      `${of}`,
      `${errors}`,
      `${warnings}`,
    ]),
  ],
  { align: ['l', 'r', 'r', 'r', 'r'] },
)}

## Something wrong

${kinds.length} kinds of faults, each planted alone into the other half. A kind is found where in every data set that it was planted into
a finding names the column and the check that were to be named. Found: **${kinds.length - missed.length} of ${kinds.length}**.

${markdownTable([
  ['fault', 'data', 'found by', 'message'],
  ...kinds.flatMap((kind) => outcomes.filter(({ fault }) => fault === kind).map(rowOf)),
])}

## Not found

${missed.map(({ name, missed: why }) => `- **${name}.** ${why ?? ''}`).join('\n')}
`;
}

function rowOf({ fault, data, found }: Outcome): string[] {
  if (found === null) return [fault.name, data, '**not found**', ''];
  const { column, check, severity, expected, observed } = found;
  const by = `${column === null ? '' : `\`${column}\` `}${check}`;
  return [fault.name, data, by, `${severity}: ${cell(expected)}; found ${cell(observed)}`];
}

const LONGEST = 80;

/** Words in a cell of a table, as they are. */
function cell(text: string): string {
  const words = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return words.replaceAll(/[|\\`*_<>[\]~$]/g, '\\$&').replaceAll(/\s+/g, ' ');
}
