import type { DataContract, DataReport, DriftFinding, Finding, Located, SkewReport } from '@assay/contract';
import { type Engine, hidesBy, type Table } from '@assay/data';
import { compareData, sideOf, watchedColumns } from '@assay/drift';
import { formatCount, formatNumber } from '@assay/report';
import { comparable, openReference } from './check-drift-data.ts';
import type { Context } from './context.ts';
import { type Misfits, misfitsOf } from './validate-data-skew-type.ts';

interface Beside {
  readonly source: Table;
  readonly reference: string[];
  readonly contract: Located<DataContract> | null;
}

type Limits = NonNullable<DataContract['skew']>;

const USUAL: Limits = { margin: 0.05, q: 0.05, ignore: [], severity: 'warn' };

/** What the effect of a test is called, and what to look at. */
const WORDS: Readonly<Record<string, { effect: string; fix: string }>> = {
  ks: {
    effect: 'Kolmogorov-Smirnov distance',
    fix: 'look for another unit, source or selection of rows; if this is how it is now, take newer data as the reference and train on them',
  },
  tv: {
    effect: 'total variation',
    fix: 'look for new or renamed values, or another selection of rows; if this is how it is now, take newer data as the reference and train on them',
  },
  null_rate: {
    effect: 'difference of the shares of null',
    fix: 'look for a source that no longer fills the column, or now fills it',
  },
  nan_rate: {
    effect: 'difference of the shares of NaN',
    fix: 'look for a computation that fails on these rows',
  },
};

function wordsOfType({ type }: Misfits): { effect: string; fix: string } {
  return {
    effect: 'difference of the shares without a number',
    fix: `the column is ${type} here and numbers in the reference: look for units, separators or words among its values, or for another column of this name`,
  };
}

/**
 * A report and what a comparison with the reference adds: a finding `skew` for each column whose distribution, or share of
 * null, NaN or values that are no numbers, is not that of the reference, and every test under `skew`.
 *
 * The rule is that of drift in one shot: the p-value, adjusted over all columns (Benjamini and Hochberg), is at most `q`, and
 * the lower end of the effect's interval reaches the margin. Dates, times and columns that only tell rows apart are left out.
 *
 * @throws UserError `reference-empty`, `nothing-to-compare`, and those of openTable and readProfile
 */
export async function withSkew(
  engine: Engine,
  context: Context,
  report: DataReport,
  { source, reference, contract }: Beside,
): Promise<DataReport> {
  const rules = contract?.value;
  const environment =
    report.environment === undefined ? undefined : rules?.environments?.[report.environment];
  if (environment?.skip.includes('skew')) return report;
  const limits = rules?.skew ?? USUAL;
  const hides = hidesBy(rules);
  const before = await openReference(engine, context, {
    ...{ reference, sensitive: { has: hides }, findsKeys: true },
    encoding: rules?.encoding,
  });
  const all = watchedColumns(before.columns, source.columns, { leftOut: limits.ignore, predictions: [] });
  // Which columns there must be is the contract's to say.
  const columns = contract === null ? all : all.filter(({ present }) => present);
  const found = await compareData(comparable(before), await sideOf(engine, source), {
    ...{ columns, limits, methods: [], chunking: null, veiled: before.veiled },
  });
  const misfits = await misfitsOf(engine, source, found, columns, hides);
  const misfit = ({ column, method }: DriftFinding) =>
    method === 'null_rate' ? misfits.get(column) : undefined;
  const findings = found
    .filter(({ outcome }) => outcome === 'drift')
    .map((each) => findingOf(each, before, report, limits, contract, misfit(each)));
  const severities = ['error', 'warn'] as const;
  return {
    ...report,
    outcome: findings.some(({ severity }) => severity === 'error') ? 'fail' : report.outcome,
    checks: report.checks + columns.length,
    findings: severities.flatMap((each) =>
      [...report.findings, ...findings].filter(({ severity }) => severity === each),
    ),
    skew: {
      reference: before.name,
      digest: (await before.digested()).digest,
      rows: before.rows,
      'left-out': [...before.keys],
      columns: found.map((each) => testOf(each, misfit(each))),
    },
  };
}

function testOf(
  { column, method, value, low, high, p, outcome, reason }: DriftFinding,
  misfit: Misfits | undefined,
): SkewReport['columns'][number] {
  const called = outcome === 'drift' ? 'skew' : outcome;
  const test = { column, method, effect: value, low, high, p: p ?? null, outcome: called, reason } as const;
  return misfit === undefined ? test : { ...test, method: 'type', reason: misfit.words };
}

function findingOf(
  { column, method, value, low, high, p, reason }: DriftFinding,
  { name, rows }: { readonly name: string; readonly rows: number },
  report: DataReport,
  limits: Limits,
  contract: Located<DataContract> | null,
  misfit: Misfits | undefined,
): Finding {
  const { effect, fix } = (misfit && wordsOfType(misfit)) ??
    WORDS[method] ?? {
      effect: method,
      fix: 'write the column, or leave it out under `skew: {ignore: [...]}` of a data contract',
    };
  const number = (of: number | null) => formatNumber(of ?? 0);
  const chance = p === null || p === undefined ? '' : p < 0.001 ? ', p < 0.001' : `, p ${number(p)}`;
  const interval = low === null || high === null ? '' : ` (${number(low)} to ${number(high)})`;
  const owner = limits.owner ?? contract?.value.owner;
  return {
    column,
    check: 'skew',
    severity: limits.severity,
    expected: `like ${name}: ${effect} under ${limits.margin}`,
    observed:
      value === null
        ? (reason ?? 'nothing to compare')
        : `${misfit === undefined ? '' : `${misfit.words}; `}${effect} ${number(value)}${interval}${chance}; ${formatCount(report.rows)} rows beside ${formatCount(rows)}`,
    rows: report.rows,
    of: report.rows,
    fraction: 1,
    examples: [],
    fix,
    ...(limits.reason === undefined ? {} : { reason: limits.reason }),
    ...(owner === undefined ? {} : { owner }),
    ...(contract?.value.skew === undefined ? {} : { line: contract.source.position(['skew'], 'key').line }),
  };
}
