export { Git, type GitOptions } from './git/git.ts';
export { type Baseline, Ledger } from './ledger/ledger.ts';
export { LEDGER_BRANCH } from './ledger/paths.ts';
