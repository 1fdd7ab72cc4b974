import { type Encoding, UserError } from '@assay/contract';
import type { Engine } from '@assay/data';
import {
  type Known,
  knownColumn,
  type Profile,
  readProfile,
  type Side,
  type Summary,
  summariesOf,
  type Veiled,
  veiledInProfile,
} from '@assay/drift';
import type { DriftPlan, PlannedBatch } from './check-drift-plan.ts';
import { rowKeys } from './check-drift-row-keys.ts';
import { type OpenSide, openSide } from './check-drift-side.ts';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';

/** The reference: its data, or the profile that was stored of them. */
export interface DriftReference {
  readonly columns: readonly Known[];
  /** Columns that are not among these, because they only tell rows apart. */
  readonly keys: readonly string[];
  readonly name: string;
  /** null: only the profile is at hand. */
  readonly side: Side | null;
  readonly profile: Profile | null;
  readonly rows: number;
  /** Columns whose categories are compared and kept as digests. */
  readonly veiled: Veiled;
  /** Of the data, also where only their profile is read. */
  readonly digested: () => Promise<{ readonly digest: string }>;
}

export async function openReference(
  engine: Engine,
  context: Context,
  plan: Pick<DriftPlan, 'reference' | 'sensitive' | 'findsKeys'> & {
    readonly encoding?: Encoding | undefined;
  },
): Promise<DriftReference> {
  const { reference } = plan;
  const name = reference.join(', ');
  const [only] = reference;
  if (reference.length === 1 && only?.endsWith('.json')) {
    const profile = await readProfile(inRoot(context, only), only);
    const veiled = veiledInProfile(profile, plan.sensitive);
    const { digest, rows } = profile.reference;
    return {
      columns: profile.columns,
      keys: [],
      name,
      side: null,
      profile,
      rows,
      veiled,
      digested: async () => ({ digest }),
    };
  }
  const { side, digested } = await openSide(engine.parser, context, {
    path: reference,
    encoding: plan.encoding,
  });
  const { table } = side;
  if (side.rows === 0) {
    throw new UserError('reference-empty', `the reference ${name} has no rows`, {
      fix: 'name data that the model was trained or accepted on',
    });
  }
  const columns = table.columns.map(knownColumn).filter((column) => column !== undefined);
  const found = plan.findsKeys ? await rowKeys(side, columns) : [];
  // Of nothing but such columns, they are what is to be compared.
  const keys = found.length === columns.length ? [] : found;
  return {
    columns: columns.filter(({ name }) => !keys.includes(name)),
    keys,
    name,
    side,
    profile: null,
    rows: side.rows,
    veiled: plan.sensitive,
    digested,
  };
}

/** What the one-shot comparison reads: the data where they are at hand. */
export function comparable({ side, profile }: DriftReference): Side | ReadonlyMap<string, Summary> {
  if (side !== null) return side;
  if (profile === null) throw new TypeError('a reference is data or a profile');
  return summariesOf(profile);
}

export interface DriftBatch extends OpenSide {
  readonly label: string;
}

/** @throws UserError `drift-no-batch`: the data of the day are not there, which is not the same as no drift */
export async function openBatch(
  engine: Engine,
  context: Context,
  plan: DriftPlan,
  { label, ...named }: PlannedBatch,
): Promise<DriftBatch> {
  const missing = (why: string, cause?: unknown) =>
    new UserError('drift-no-batch', `there are no data of the batch ${label}: ${why}`, {
      fix: 'nothing was checked. Are the data late, or is the path wrong? When they are there, run again with "date"',
      cause,
    });
  const batch = await openSide(engine.parser, context, named).catch((cause: unknown) => {
    const isMissing = cause instanceof UserError && cause.code === 'data-file-not-found';
    throw plan.monitor === null || !isMissing ? cause : missing(cause.message, cause);
  });
  // What a file is to files, some rows are to a table.
  if (plan.monitor !== null && named.where !== undefined && batch.side.rows === 0)
    throw missing(`no row of ${named.path.join()} where ${named.where}`);
  return { label, ...batch };
}
