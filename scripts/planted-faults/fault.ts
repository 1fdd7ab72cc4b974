/** A table of one half of the rows, `half`, with the number of each row as `rn`, and SQL that selects it damaged. */
export type Damage = string;

/** Where a fault is planted, and which finding is to tell of it. */
interface Planted {
  readonly damage: Damage;
  /** Null: of the data as a whole. */
  readonly column: string | null;
  /** Of the finding; `quantile` is any of them. A file that cannot be read has the code of the error. */
  readonly check: string;
  /** The file is cut off after this share of its bytes. */
  readonly cutAt?: number;
}

export interface Fault {
  readonly name: string;
  readonly adult?: Planted;
  readonly taxi?: Planted;
  /** Why no contract that data suggest finds it. */
  readonly missed?: string;
}

/** One row of so many. */
export const oneOf = (n: number) => `rn % ${n} = 0`;

/** A column with other values in some rows. */
export function set(column: string, value: string, where = 'true'): Damage {
  return `SELECT * REPLACE (CASE WHEN ${where} THEN ${value} ELSE "${column}" END AS "${column}") FROM half`;
}

/** A column of texts, whatever it was, with other texts in some rows. */
export function write(column: string, value: string, where = 'true'): Damage {
  return `SELECT * REPLACE (CASE WHEN ${where} THEN ${value} ELSE CAST("${column}" AS VARCHAR) END AS "${column}") FROM half`;
}

/** Two columns in each other's place. */
export function swap(a: string, b: string): Damage {
  return `SELECT * REPLACE ("${b}" AS "${a}", "${a}" AS "${b}") FROM half`;
}

export function rename(column: string, name: string): Damage {
  return `SELECT * RENAME ("${column}" AS "${name}") FROM half`;
}

export const only = (where: string): Damage => `SELECT * FROM half WHERE ${where}`;

/** Further rows behind the others. */
export const append = (rows: string): Damage => `SELECT * FROM half UNION ALL ${rows}`;

export const at = (damage: Damage, column: string | null, check: string): Planted => ({
  damage,
  column,
  check,
});
