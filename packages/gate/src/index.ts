export { judge } from './judge.ts';
export { idleWaivers } from './waivers.ts';
