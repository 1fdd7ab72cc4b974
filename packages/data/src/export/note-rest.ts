import type { ColumnContract, DataContract } from '@assay/contract';
import type { ExportNote } from './exporter.ts';

/** What a column says where nothing is said. */
const NOTHING: Readonly<Record<string, unknown>> = {
  tolerance: 0,
  severity: 'error',
  sensitive: false,
  required: true,
};

/** Notes whatever of a column is not among the keys that were exported. */
export function noteRest(
  name: string,
  column: ColumnContract,
  exported: readonly (keyof ColumnContract)[],
  notes: ExportNote[],
): void {
  const known: readonly string[] = [...exported, 'type', 'description'];
  for (const [key, value] of Object.entries(column)) {
    if (value === undefined || known.includes(key) || value === NOTHING[key]) continue;
    notes.push({ column: name, key, message: 'no counterpart' });
  }
}

/** The same of the data as a whole. */
export function noteTop(
  contract: DataContract,
  exported: readonly (keyof DataContract)[],
  notes: ExportNote[],
): void {
  const known: readonly string[] = [...exported, 'assay-data', 'description', 'columns'];
  for (const [key, value] of Object.entries(contract)) {
    if (value === undefined || known.includes(key) || (Array.isArray(value) && value.length === 0)) continue;
    notes.push({ column: null, key, message: 'no counterpart' });
  }
}
