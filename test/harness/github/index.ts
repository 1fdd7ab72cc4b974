export type { Violation } from './api.ts';
export { type Fault, RATE_LIMITS } from './faults.ts';
export type { RecordedRequest } from './front.ts';
export type { Comment, GitHub } from './github.ts';
export type { Grant, Level, Permission } from './grants.ts';
export { type GitHubOptions, startGitHub } from './start-github.ts';
export type { WorkflowEvent } from './workflow-events.ts';
