export { explain } from './explain.ts';
export { judge, type Known } from './judge.ts';
export { lookOf, withLook } from './looks.ts';
export { loosenedContract } from './loosened-contract.ts';
export { planOf } from './plan.ts';
export { requirePossible } from './possible.ts';
