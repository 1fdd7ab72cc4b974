import type { DataContract } from '@assay/contract';
import { stringify } from 'yaml';
import type { ExportNote } from './exporter.ts';
import { type ExportFormat, exporters } from './registry.ts';

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
export async function exportContract(
  contract: DataContract,
  format: ExportFormat,
  name: string,
): Promise<ExportedContract> {
  const { syntax, load } = exporters[format];
  const write = await load();
  const { document, notes } = write(contract, name);
  const text = syntax === 'json' ? `${JSON.stringify(document, null, 2)}\n` : yaml(document);
  return { document, text, notes };
}

/** Readers of YAML 1.1, as Python's is, take a bare 2026-01-31 for a date and `no` for false: such texts are in quotes. */
function yaml(document: object): string {
  return stringify(document, { lineWidth: 0, version: '1.1' });
}
