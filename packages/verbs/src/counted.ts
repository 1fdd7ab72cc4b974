import { formatCount } from '@assay/report';

/** `1 finding`, `2 findings`, `1,000 rows`. */
export function counted(count: number, singular: string): string {
  return `${formatCount(count)} ${singular}${count === 1 ? '' : 's'}`;
}
