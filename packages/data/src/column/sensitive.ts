import type { ColumnContract, DataContract } from '@assay/contract';

/** What a column is named whose values are somebody's. */
const PRIVATE =
  /e-?mail|passw|passport|\bssn\b|social.?sec|phone|iban|birth|street|address|(first|last|sur|full).?name/i;

/** Whether no value of a column is to be shown: by the word of its contract, and where there is none, by its name. */
export function isSensitive(name: string, rule?: Pick<ColumnContract, 'sensitive'>): boolean {
  return rule?.sensitive ?? PRIVATE.test(name);
}

/** Whether no value of a column is to be shown, by a contract that has rules of some. */
export function hidesBy(contract: Pick<DataContract, 'columns'> | undefined): (name: string) => boolean {
  const rules = new Map(Object.entries(contract?.columns ?? {}));
  return (name) => isSensitive(name, rules.get(name));
}

/** The columns of which no value is to be shown. */
export function sensitiveColumns(
  columns: readonly { readonly name: string }[],
  contract: Pick<DataContract, 'columns'> | undefined,
): ReadonlySet<string> {
  return new Set(columns.map(({ name }) => name).filter(hidesBy(contract)));
}
