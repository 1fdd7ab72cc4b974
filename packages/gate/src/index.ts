export { judge, type Known } from './judge.ts';
export { lookOf, withLook } from './looks.ts';
export { idleWaivers } from './waivers.ts';
