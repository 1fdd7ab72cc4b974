export * from './data-report.ts';
export * from './evaluation.ts';
export * from './label-report.ts';
export * from './origin.ts';
export * from './outcome.ts';
export { parseRecord } from './parse.ts';
export { type RunRecord, recordSchema, type Section, sections } from './record.ts';
export * from './training.ts';
export * from './verdict.ts';
