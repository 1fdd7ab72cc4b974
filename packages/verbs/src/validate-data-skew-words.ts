import type { DataReport } from '@assay/contract';
import { counted } from '@assay/report';

/** What is said of the comparison beside the findings: nothing where there was none. */
export function skewInWords({ skew }: DataReport): string {
  if (skew === undefined) return '';
  const of = (outcome: string) =>
    new Set(skew.columns.filter((each) => each.outcome === outcome).map(({ column }) => column));
  const few = of('insufficient data').size;
  const told = few === 0 ? '' : `, too few rows to say for ${few}`;
  const left =
    skew['left-out'].length === 0 ? '' : `; left out, as ids: ${skew['left-out'].slice(0, 5).join(', ')}`;
  const compared = new Set(skew.columns.map(({ column }) => column)).size;
  return `; beside ${skew.reference}: ${of('skew').size} of ${counted(compared, 'column')} differ${told}${left}`;
}
