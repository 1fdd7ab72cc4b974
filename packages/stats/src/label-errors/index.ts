export { type LabelErrors, labelErrors, type Suspect } from './label-errors.ts';
export type { LabelledRows } from './rows.ts';
