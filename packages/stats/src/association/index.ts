export { cramersV } from './cramers-v.ts';
export { pearson } from './pearson.ts';
