import type { DataContract } from '@assay/contract';
import { stringify } from 'yaml';
import type { Exporter, ExportNote } from './exporter.ts';
import { exportFrictionless } from './frictionless.ts';
import { exportOdcs } from './odcs.ts';

/** Formats that contracts are exported to, by the names that users give. */
const exporters = {
  frictionless: { words: 'a Table Schema of Frictionless', syntax: 'json', run: exportFrictionless },
  odcs: { words: 'an Open Data Contract Standard document', syntax: 'yaml', run: exportOdcs },
} as const satisfies Record<string, Exporter>;

export type ExportFormat = keyof typeof exporters;

export const exportFormats = Object.keys(exporters) as [ExportFormat, ...ExportFormat[]];

export interface ExportedContract {
  /** The contract in the other format, as plain values and as text. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** Whatever of the contract is not in it. */
  readonly notes: readonly ExportNote[];
}

/**
 * Writes a data contract in the format of another tool. What that cannot say is in the notes; nothing is left out without
 * one.
 *
 * @param name what the data are called there, where the format has a name for them
 */
export function exportContract(contract: DataContract, format: ExportFormat, name: string): ExportedContract {
  const { syntax, run }: Exporter = exporters[format];
  const { document, notes } = run(contract, name);
  const text = syntax === 'json' ? `${JSON.stringify(document, null, 2)}\n` : yaml(document);
  return { document, text, notes };
}

/** Readers of YAML 1.1, as Python's is, take a bare 2026-01-31 for a date and `no` for false: such texts are in quotes. */
function yaml(document: object): string {
  return stringify(document, { lineWidth: 0, version: '1.1' });
}
