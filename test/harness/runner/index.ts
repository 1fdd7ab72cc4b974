export { type GitHubAccess, runtimeToken, type WorkflowRun } from './environment.ts';
export { parseFileCommands } from './file-commands.ts';
export { type RunActionOptions, type RunningAction, runAction, startAction } from './run-action.ts';
export type { Annotation } from './step-log.ts';
export type { StepResult } from './step-result.ts';
export { parseWorkflowCommand, type WorkflowCommand } from './workflow-commands.ts';
