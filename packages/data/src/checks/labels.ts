import type { DataCheck } from './data-check.ts';
import { annotatorsAgree } from './labels-agreement.ts';
import { suspectedErrors } from './labels-errors.ts';

/**
 * How good labels are: whether annotators agree, and which a model doubts. The figures are recorded also where there is nothing to
 * find. Labels that change are looked at by `labelChanges`: they take the data as they were.
 */
export const labels: DataCheck = async (checked) => {
  const asked = checked.contract.labels;
  const absent =
    asked !== undefined && checked.isOptional(asked.column) && !checked.readings.has(asked.column);
  if (asked === undefined || absent) return { checks: 0, findings: [] };
  const { column, annotations, errors } = asked;
  const agreed = annotations && (await annotatorsAgree(checked, column, annotations));
  const suspected = errors && (await suspectedErrors(checked, column, errors));
  return {
    checks: Number(agreed !== undefined) + Number(suspected !== undefined),
    findings: [...(agreed?.findings ?? []), ...(suspected?.findings ?? [])],
    labels: {
      ...(agreed === undefined ? {} : { agreement: agreed.agreement }),
      ...(suspected === undefined ? {} : { errors: suspected.errors }),
    },
  };
};
