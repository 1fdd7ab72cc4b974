import { type DataContract, type Located, UserError } from '@assay/contract';
import type { Place } from './found.ts';

/** An error of a user at the place of the contract that led to it; any other error as it is. */
export function contractMistake({ source }: Located<DataContract>, place: Place, cause: unknown): unknown {
  return cause instanceof UserError ? source.error(place, cause.code, cause.message, cause.fix) : cause;
}
