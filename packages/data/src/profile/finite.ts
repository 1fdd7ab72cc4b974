/** Squares of greater numbers may not be finite, and the engine refuses to add those up. */
export const GREATEST = 1e150;

/** SQL of a number as a double; null where it is too great to have a place in a mean. */
export function finite(value: string): string {
  return `(CASE WHEN ${value} BETWEEN -${GREATEST} AND ${GREATEST} THEN CAST(${value} AS DOUBLE) END)`;
}
