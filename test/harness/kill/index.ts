export { killFailures, killTable } from './kill-table.ts';
export { type KillRow, killedEverywhere } from './killed-everywhere.ts';
export type { KillScenario, KillScene, RunningChild } from './scenario.ts';
export { twiceAtOnce } from './twice-at-once.ts';
