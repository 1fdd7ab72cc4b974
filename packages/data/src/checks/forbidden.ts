import { inWords, isListed } from './allowed.ts';
import type { ColumnCheck } from './column-rule.ts';
import { upTo } from './words.ts';

/** No value is one of a list: what stands for "not known" in many sources, like -1 and 9999. */
export const forbidden: ColumnCheck = ({ forbidden: said, tolerance, sensitive }, reading) => {
  if (said === undefined || reading.wrongType) return null;
  const most = said['at-most'] ?? tolerance;
  return {
    check: 'forbidden',
    said,
    expected: `none of ${inWords(said.values, sensitive)}${upTo(most, 'such')}`,
    fix: 'write nothing where a value is not known, or correct it at its source',
    tolerance: most,
    broken: ({ value }, bind) => isListed(reading, said.values, value, bind),
    counted: true,
    showsValues: true,
  };
};
