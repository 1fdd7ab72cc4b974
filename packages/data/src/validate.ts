import {
  type DataContract,
  type DataReport,
  type Finding,
  type Located,
  type Outcome,
  UserError,
} from '@assay/contract';
import { checkPatterns } from './checks/check-patterns.ts';
import { inEnvironment } from './checks/environment.ts';
import { type Found, worstFirst } from './checks/found.ts';
import { type Judgement, judge, ruleOf } from './checks/judge.ts';
import { refuseLacking } from './checks/refuse-lacking.ts';
import { readingOf } from './column/reading.ts';
import { isSensitive } from './column/sensitive.ts';
import type { Engine } from './engine/index.ts';
import { columnProfile } from './profile/profile.ts';
import { summarise } from './profile/summary.ts';
import type { Arriving } from './source/arriving.ts';
import type { Source, SourceColumn, Table } from './source/source.ts';
import { rowsChanged } from './source/unchanged.ts';
import { warnOfGuess } from './source/warn-of-guess.ts';
import { type Profiled, summariesOf } from './stored-profile/thin-profile.ts';

export interface ValidateOptions {
  /** What the report calls the data. */
  readonly name: string;
  /** Environment of the contract; without one it holds as a whole. */
  readonly environment?: string | undefined;
  /** The present moment, which freshness is counted from. */
  readonly at?: Date;
  /** Opens other data that the contract refers to, by path or name. */
  readonly open?: (data: string) => Promise<Table>;
  /** Columns of such data, where they need not be opened for that: of a stored profile. */
  readonly columnsOf?: (data: string) => Promise<readonly SourceColumn[]>;
  /** The full profile of the data, where it was made: without a contract nothing else needs to be read. */
  readonly profiled?: Profiled | undefined;
  /** A clock in milliseconds, for the time that it took. */
  readonly now?: () => number;
}

/**
 * Holds data against a contract: `fail` where a rule of severity error is broken, `pass` otherwise, `inconclusive` where
 * there is no contract (the profile is made all the same).
 *
 * One scan summarises all columns; a rule whose answer follows from that costs nothing more. Rows are read again only for
 * rules that fail, and for keys, order, outliers and references.
 *
 * @throws UserError `contract-condition`, `contract-pattern`, `contract-environment`, `environment-unknown`, what `open`
 *   throws, at its place in the contract, and the engine's
 */
export async function validate(
  engine: Engine,
  source: Source | Arriving,
  located: Located<DataContract> | null,
  options: ValidateOptions,
): Promise<DataReport> {
  const open = options.open ?? cannotOpen;
  const now = options.now ?? (() => performance.now());
  const start = now();
  const here = located === null ? null : inEnvironment(located, options.environment);
  const columns = source.columns.map(({ name }, index) => {
    const rule = here === null ? undefined : ruleOf(here.contract, name);
    return { name, rule, reading: readingOf(source, index, rule?.type) };
  });
  if (located !== null) await checkPatterns(engine, located);
  if (located !== null && here !== null) refuseLacking(engine.dialect, located, here.environment);
  const judgement: Judgement =
    located === null || here === null
      ? {
          summaries:
            (options.profiled && summariesOf(options.profiled)) ??
            (await summarise(
              engine,
              source,
              columns.map(({ reading }) => reading),
            )),
          findings: [],
          checks: 0,
        }
      : await judge({
          ...{ engine, source, located, columns, ...here },
          now: options.at ?? new Date(),
          open,
          columnsOf: options.columnsOf ?? (async (data) => (await open(data)).columns),
        });
  if (located === null) warnOfGuess(engine, source);
  const { summaries, findings, checks, labels } = judgement;
  const {
    digest,
    bytes,
    rows = summaries.rows,
  } = 'digested' in source ? await source.digested() : { ...source, rows: summaries.rows };
  if (rows !== summaries.rows) throw rowsChanged();
  const profile = columns.flatMap(({ reading, rule }, index) => {
    const summary = summaries.columns[index];
    return summary === undefined ? [] : [columnProfile(reading, summary, isSensitive(reading.column, rule))];
  });
  return {
    name: options.name,
    digest,
    files: source.files.length,
    bytes,
    rows: summaries.rows,
    outcome: outcomeOf(located, findings),
    ...(located === null ? {} : { contract: located.source.file }),
    ...(options.environment === undefined ? {} : { environment: options.environment }),
    findings:
      located === null ? [] : [...findings].sort(worstFirst).map((found) => toFinding(found, located)),
    ...(source.dress === null ? {} : { dress: source.dress }),
    checks,
    profile,
    ...(labels === undefined ? {} : { labels }),
    seconds: Math.round(now() - start) / 1000,
  };
}

function outcomeOf(contract: Located<DataContract> | null, findings: readonly Found[]): Outcome {
  if (contract === null) return 'inconclusive';
  return findings.some(({ severity }) => severity === 'error') ? 'fail' : 'pass';
}

function toFinding({ place, ...found }: Found, { value, source }: Located<DataContract>): Finding {
  const owner = found.owner ?? value.owner;
  return {
    ...found,
    ...(owner === undefined ? {} : { owner }),
    line: source.position(place, 'key').line,
  };
}

function cannotOpen(data: string): Promise<Table> {
  throw new UserError('data-not-found', `no data ${JSON.stringify(data)}`, {
    fix: 'name a file of the repository, or a data set of assay.yml',
  });
}
