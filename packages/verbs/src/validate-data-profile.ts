import { type DataContract, type DataProfile, type Located, UserError, writeWhole } from '@assay/contract';
import {
  type Arriving,
  type Associations,
  associations,
  type Engine,
  hideValues,
  isStoredProfile,
  leaveOut,
  makeProfile,
  mergeProfiles,
  openSource,
  openTrinoData,
  readStoredProfile,
  sensitiveColumns,
} from '@assay/data';
import { counted, renderProfile } from '@assay/report';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';
import { askTrino, isTable } from './table.ts';
import type { Result } from './verb.ts';

interface Given {
  readonly data: string[] | undefined;
  readonly profile: string | undefined;
  readonly html: string | undefined;
  readonly reference: string[] | undefined;
}

type Unsigned = Omit<DataProfile, 'made-by'>;

interface Made {
  readonly profile: Unsigned;
  readonly reference: Unsigned | null;
  readonly associations: Associations | null;
}

/** The data set that a profile is made of. */
interface Looked {
  readonly name: string;
  readonly source: Arriving;
  readonly contract: Located<DataContract> | null;
  /** Its reference as assay.yml names it. */
  readonly reference: string[] | undefined;
}

const NONE: ReadonlySet<string> = new Set();

/** Makes and writes the profile of the one data set. */
export interface Profiling {
  /** Looks at the data while they are open. */
  look(engine: Engine, of: Looked): Promise<Unsigned>;
  /** Writes what was asked for; the outputs that say where. */
  write(engine: string): Promise<Record<string, string>>;
}

/** @throws UserError `input-conflict`: a profile is of one data set */
export function profiling(given: Given, context: Context, sets: number): Profiling {
  const { data, profile, html, reference } = given;
  if (sets > 1)
    throw new UserError('input-conflict', 'assay.yml has several data sets, and a profile is of one', {
      fix: 'name the data with the input "data"',
    });
  for (const path of [profile, html]) if (path !== undefined) inRoot(context, path);
  let made: Made | undefined;
  return {
    async look(engine, { name, source, contract, reference: named }) {
      const rules = contract?.value;
      // What the record says of the data follows from the whole: else the rows would be read for it again.
      const whole = await makeProfile(engine, source, { name: data?.join(', ') ?? name, sensitive: NONE });
      const found = hideValues(whole, sensitiveColumns(source.columns, rules));
      // A profile that assay.yml names is of drift: it has not what the page shows.
      const beside = reference ?? (named?.some(isStoredProfile) ? undefined : named);
      made = {
        profile: found,
        reference:
          html === undefined || beside === undefined
            ? null
            : await referenceProfile(engine, context, beside, rules),
        associations: html === undefined ? null : await associations(engine, source, found),
      };
      return whole;
    },
    async write(engine) {
      if (made === undefined) return {};
      const by = { 'made-by': { assay: context.version, engine } };
      const { reference: other } = made;
      return writeBoth(context, given, {
        ...made,
        profile: { ...made.profile, ...by },
        reference: other && { ...other, ...by },
      });
    },
  };
}

async function referenceProfile(
  engine: Engine,
  context: Context,
  paths: readonly string[],
  rules: DataContract | undefined,
): Promise<Unsigned> {
  const [path] = paths;
  if (path !== undefined && paths.length === 1 && isStoredProfile(path))
    return readStoredProfile(inRoot(context, path), path);
  const of = (columns: Arriving['columns']) => ({
    name: paths.join(', '),
    sensitive: sensitiveColumns(columns, rules),
  });
  if (path !== undefined && isTable(paths)) {
    const trino = askTrino(engine.parser, context);
    const table = await openTrinoData(trino, path);
    return makeProfile(trino, table, of(table.columns));
  }
  // Files are DuckDB's to read, also beside a table.
  const source = await openSource(engine.parser, { path: paths, root: context.root });
  return makeProfile(engine.parser, source, of(source.columns));
}

async function writeBoth(
  context: Context,
  { profile: to, html }: Given,
  facts: Parameters<typeof renderProfile>[0],
): Promise<Record<string, string>> {
  const write = (path: string, content: string) => writeWhole(inRoot(context, path), content);
  if (to !== undefined) await write(to, `${JSON.stringify(leaveOut(facts.profile))}\n`);
  if (html !== undefined) await write(html, renderProfile(facts));
  return { ...(to === undefined ? {} : { profile: to }), ...(html === undefined ? {} : { html }) };
}

/**
 * Puts stored profiles of parts together; no data are read.
 *
 * @throws UserError `input-missing`, `path-outside`, and those of readStoredProfile and mergeProfiles
 */
export async function mergeParts(
  given: Given & { readonly merge: string[] },
  context: Context,
): Promise<Result> {
  const { merge, profile: to, html, reference } = given;
  if (to === undefined && html === undefined)
    throw new UserError('input-missing', 'the input "merge" needs a file to write', {
      fix: 'name it with "profile", and a page with "html"',
    });
  if (reference !== undefined && html === undefined)
    throw new UserError('input-missing', 'the input "reference" says nothing without "html"', {
      fix: 'name the page that shows both with "html"',
    });
  const read = (path: string) => readStoredProfile(inRoot(context, path), path);
  const [first, ...more] = await Promise.all(merge.map(read));
  if (first === undefined)
    throw new UserError('input-missing', 'the input "merge" names no profile', {
      fix: 'name the stored profiles, one a line',
    });
  const profile = mergeProfiles([first, ...more]);
  const other = reference === undefined ? [] : await Promise.all(reference.map(read));
  const outputs = await writeBoth(context, given, {
    profile,
    reference: other[0] ? mergeProfiles([other[0], ...other.slice(1)]) : null,
    associations: null,
  });
  return {
    document: profile,
    exit: 0,
    outputs: { rows: String(profile.rows), ...outputs },
    annotations: [],
    report: null,
    alone: true,
    message: `${to ?? html}: ${counted(merge.length, 'profile')} together, ${counted(profile.rows, 'row')}`,
  };
}
