export { largestNextCount } from './next-count.ts';
export { nextQuantile } from './next-quantile.ts';
