import { type ListedVerb, listVerb } from './verb.ts';

/** Every verb, in the order of a run. */
export const verbs: readonly ListedVerb[] = [
  listVerb(
    'validate-data',
    async () => (await import('./validate-data-definition.ts')).validateDataDefinition,
    async () => (await import('./validate-data.ts')).validateData,
  ),
  listVerb(
    'train',
    async () => (await import('./train-definition.ts')).trainDefinition,
    async () => (await import('./train.ts')).train,
  ),
  listVerb(
    'evaluate',
    async () => (await import('./evaluate-definition.ts')).evaluateDefinition,
    async () => (await import('./evaluate.ts')).evaluate,
  ),
  listVerb(
    'gate',
    async () => (await import('./gate-definition.ts')).gateDefinition,
    async () => (await import('./gate.ts')).gate,
  ),
  listVerb(
    'explain',
    async () => (await import('./explain-definition.ts')).explainDefinition,
    async () => (await import('./explain.ts')).explain,
  ),
  listVerb(
    'report',
    async () => (await import('./report-definition.ts')).reportDefinition,
    async () => (await import('./report.ts')).report,
  ),
  listVerb(
    'promote',
    async () => (await import('./promote-definition.ts')).promoteDefinition,
    async () => (await import('./promote.ts')).promote,
  ),
  listVerb(
    'deploy',
    async () => (await import('./deploy-definition.ts')).deployDefinition,
    async () => (await import('./deploy.ts')).deploy,
  ),
  listVerb(
    'rollback',
    async () => (await import('./rollback-definition.ts')).rollbackDefinition,
    async () => (await import('./rollback.ts')).rollback,
  ),
  listVerb(
    'check-drift',
    async () => (await import('./check-drift-definition.ts')).checkDriftDefinition,
    async () => (await import('./check-drift.ts')).checkDrift,
  ),
  listVerb(
    'open-retraining-pr',
    async () => (await import('./open-retraining-pr-definition.ts')).openRetrainingPrDefinition,
    async () => (await import('./open-retraining-pr.ts')).openRetrainingPr,
  ),
  listVerb(
    'history',
    async () => (await import('./history-definition.ts')).historyDefinition,
    async () => (await import('./history.ts')).history,
  ),
  listVerb(
    'run',
    async () => (await import('./run-definition.ts')).runDefinition,
    async () => (await import('./run.ts')).run,
  ),
];

export type { Context, GitHubAccess, Log, Trigger } from './context.ts';
export { thisHost } from './host.ts';
export { parseInputs } from './parse-inputs.ts';
export type { Exit, ListedVerb, Result, Verb } from './verb.ts';
export { VERSION } from './version.ts';
