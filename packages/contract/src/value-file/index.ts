export { flatten, type Leaf, numberOf } from './flatten.ts';
export { parseValues } from './parse-values.ts';
