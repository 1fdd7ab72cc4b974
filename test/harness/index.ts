export * from './git/index.ts';
export * from './github/index.ts';
export type { LocalServer } from './local-server.ts';
export { NASTY_STRINGS, type NastyString } from './nasty.ts';
export { killGroup, type RunOptions, type RunResult, run } from './process.ts';
export { type RenderedGfm, renderGfm } from './render-gfm.ts';
export * from './runner/index.ts';
export { temporaryFolder } from './temporary-folder.ts';
