import { checkDriftDefinition } from './check-drift-definition.ts';
import { deployDefinition } from './deploy-definition.ts';
import { evaluateDefinition } from './evaluate-definition.ts';
import { explainDefinition } from './explain-definition.ts';
import { gateDefinition } from './gate-definition.ts';
import { historyDefinition } from './history-definition.ts';
import { openRetrainingPrDefinition } from './open-retraining-pr-definition.ts';
import { promoteDefinition } from './promote-definition.ts';
import { reportDefinition } from './report-definition.ts';
import { rollbackDefinition } from './rollback-definition.ts';
import { runDefinition } from './run-definition.ts';
import { trainDefinition } from './train-definition.ts';
import { validateDataDefinition } from './validate-data-definition.ts';
import { defineVerb, type Verb } from './verb.ts';

/** Every verb, in the order of a run. */
export const verbs = [
  defineVerb(validateDataDefinition, async () => (await import('./validate-data.ts')).validateData),
  defineVerb(trainDefinition, async () => (await import('./train.ts')).train),
  defineVerb(evaluateDefinition, async () => (await import('./evaluate.ts')).evaluate),
  defineVerb(gateDefinition, async () => (await import('./gate.ts')).gate),
  defineVerb(explainDefinition, async () => (await import('./explain.ts')).explain),
  defineVerb(reportDefinition, async () => (await import('./report.ts')).report),
  defineVerb(promoteDefinition, async () => (await import('./promote.ts')).promote),
  defineVerb(deployDefinition, async () => (await import('./deploy.ts')).deploy),
  defineVerb(rollbackDefinition, async () => (await import('./rollback.ts')).rollback),
  defineVerb(checkDriftDefinition, async () => (await import('./check-drift.ts')).checkDrift),
  defineVerb(
    openRetrainingPrDefinition,
    async () => (await import('./open-retraining-pr.ts')).openRetrainingPr,
  ),
  defineVerb(historyDefinition, async () => (await import('./history.ts')).history),
  defineVerb(runDefinition, async () => (await import('./run.ts')).run),
] as unknown as readonly Verb[];

export type { Context, GitHubAccess, Log, Trigger } from './context.ts';
export { thisHost } from './host.ts';
export { parseInputs } from './parse-inputs.ts';
export type { Exit, Result, Verb } from './verb.ts';
export { VERSION } from './version.ts';
