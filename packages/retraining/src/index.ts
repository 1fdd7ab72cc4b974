export { addedRows } from './changes/added-rows.ts';
export { type PlannedFile, planChanges, withPlanned } from './changes/plan.ts';
export { type Decision, decide, type KnownPull } from './decide.ts';
