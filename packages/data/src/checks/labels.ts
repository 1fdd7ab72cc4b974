import { didYouMean } from '@assay/contract';
import type { Checked, DataCheck } from './data-check.ts';
import { type Found, saidOf } from './found.ts';
import { annotatorsAgree } from './labels-agreement.ts';
import { suspectedErrors } from './labels-errors.ts';

/**
 * How good labels are: whether they are there, whether annotators agree, and which a model doubts. The figures are recorded also
 * where there is nothing to find. Labels that change are looked at by `labelChanges`: they take the data as they were.
 */
export const labels: DataCheck = async (checked) => {
  const asked = checked.contract.labels;
  const absent =
    asked !== undefined && checked.isOptional(asked.column) && !checked.readings.has(asked.column);
  if (asked === undefined || absent) return { checks: 0, findings: [] };
  const { column, id = [], annotations } = asked;
  // A column with a rule of its own is found missing by that rule.
  const named = [
    { name: column, place: ['labels', 'column'] },
    ...[id].flat().map((name) => ({ name, place: ['labels', 'id'] })),
  ].filter(({ name }) => checked.rule(name) === undefined);
  const missing = named.filter(({ name }) => !checked.readings.has(name));
  // Without its labels a model has nothing to doubt: that they are missing is said.
  const errors = checked.readings.has(column) ? asked.errors : undefined;
  const agreed = annotations && (await annotatorsAgree(checked, column, annotations));
  const suspected = errors && (await suspectedErrors(checked, column, errors));
  return {
    checks: named.length + Number(agreed !== undefined) + Number(suspected !== undefined),
    findings: [
      ...missing.map(({ name, place }) => missingColumn(checked, name, place)),
      ...(agreed?.findings ?? []),
      ...(suspected?.findings ?? []),
    ],
    labels: {
      ...(agreed === undefined ? {} : { agreement: agreed.agreement }),
      ...(suspected === undefined ? {} : { errors: suspected.errors }),
    },
  };
};

function missingColumn({ contract, readings, rows }: Checked, name: string, place: Found['place']): Found {
  const near = didYouMean(name, [...readings.keys()]);
  return {
    ...{ column: name, check: 'labels', ...saidOf(contract.labels) },
    expected: 'this column',
    observed: near === undefined ? 'no such column' : `no such column, but ${JSON.stringify(near)}`,
    ...{ rows, of: rows, fraction: 1, examples: [] },
    fix: 'correct the name, or write the column; where it may be absent, give it a rule under `columns:` with `required: false`',
    place,
  };
}
