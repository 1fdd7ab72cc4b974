import type { DataReport } from '@assay/contract';

/** How texts were read, where it is not as the name of their file says. */
export function dressInWords({ dress }: DataReport): string {
  if (dress === undefined) return '';
  const encodings = dress.encodings.map((encoding) => encoding.toUpperCase()).join(' and ');
  if (dress.separators.length === 0) return `; read as ${encodings}`;
  const separators = dress.separators.map((separator) => JSON.stringify(separator)).join(' and ');
  return `; read as ${encodings}, separated by ${separators}, with decimal ${dress.decimal === ',' ? 'commas' : 'points'}`;
}
