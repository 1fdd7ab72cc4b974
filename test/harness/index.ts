export { killGroup, type RunOptions, type RunResult, run } from './process.ts';
export * from './runner/index.ts';
export { temporaryFolder } from './temporary-folder.ts';
