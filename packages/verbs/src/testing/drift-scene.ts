import type { DriftReport } from '@assay/contract';
import { driftBatch } from './drift-data.ts';
import { project } from './project.ts';

/** The two files that {@link compared} holds against each other, as inputs of check-drift. */
export const bothFiles = { reference: 'reference.csv', current: 'current.csv' };

/** Checks a batch for drift from `driftBatch()`, in a project of its own. @param more files beside the two, or in their place */
export async function compared(
  current: string,
  given: Record<string, string> = {},
  more: Record<string, string> = {},
) {
  const files = { 'reference.csv': driftBatch(), 'current.csv': current, ...more };
  const found = await project(files);
  const result = await found.run('check-drift', { ...bothFiles, ...given });
  return { ...found, result, report: result.document as DriftReport };
}

/** What was found of each column by each method: `{'amount ks': 'drift'}`. */
export const outcomes = ({ columns }: DriftReport) =>
  Object.fromEntries(columns.map(({ column, method, outcome }) => [`${column} ${method}`, outcome]));
