import { checkDrift } from './check-drift.ts';
import { deploy } from './deploy.ts';
import { evaluate } from './evaluate.ts';
import { gate } from './gate.ts';
import { history } from './history.ts';
import { openRetrainingPr } from './open-retraining-pr.ts';
import { promote } from './promote.ts';
import { report } from './report.ts';
import { rollback } from './rollback.ts';
import { run } from './run.ts';
import { train } from './train.ts';
import { validateData } from './validate-data.ts';
import type { Verb } from './verb.ts';

/** Every verb, in the order of a run. */
export const verbs = [
  validateData,
  train,
  evaluate,
  gate,
  report,
  promote,
  deploy,
  rollback,
  checkDrift,
  openRetrainingPr,
  history,
  run,
] as unknown as readonly Verb[];

export type { Context, GitHubAccess, Log, Trigger } from './context.ts';
export { thisHost } from './host.ts';
export { parseInputs } from './parse-inputs.ts';
export type { Exit, Result, Verb } from './verb.ts';
export { VERSION } from './version.ts';
