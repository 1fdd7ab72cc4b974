export type { RanJob, RanStep } from './act-log.ts';
export { type Permissions, permissionsOf } from './permissions.ts';
export { type RanWorkflow, runWorkflow, type WorkflowOptions } from './run-workflow.ts';
