import type { DriftReport, Finding, RunRecord } from '@assay/contract';
import { rowInWords } from './document/findings.ts';
import { ruleLine } from './document/rules.ts';
import { plain } from './document/spans.ts';
import { rulesStanding, type Standing } from './document/standing.ts';
import { formatCount, formatNumber } from './text/number.ts';
import { visible } from './text/visible.ts';

export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  title: string;
  message: string;
  /** Where it belongs, relative to the root of the project: a line of a data contract. */
  file?: string;
  line?: number;
}

/** GitHub shows ten of a level for each step. */
const MOST = 10;
/** Well under GitHub's 4,096 characters. */
const LONGEST = 1000;

const levels = ['error', 'warning', 'notice'] as const;

function ofRules(record: RunRecord): Annotation[] {
  const onInconclusive = { fail: 'error', warn: 'warning', pass: 'notice' } as const;
  const level: Record<Standing, Annotation['level'] | null> = {
    fails: 'error',
    inconclusive: onInconclusive[record.verdict?.['on-inconclusive'] ?? 'warn'],
    warns: 'warning',
    skipped: 'notice',
    waived: 'notice',
    passes: null,
  };
  return (['fails', 'inconclusive', 'warns', 'waived', 'skipped'] as const).flatMap((standing) =>
    rulesStanding(record, standing).flatMap((rule): Annotation[] => {
      const of = level[standing];
      if (of === null) return [];
      const more = rule['more-rows'] === null ? '' : `: label about ${formatCount(rule['more-rows'])} more`;
      const waived =
        rule.waived === null ? '' : ` (waived until ${rule.waived.until}: ${rule.waived.reason})`;
      return [{ level: of, title: plain(ruleLine(rule)), message: `${rule.why}${more}${waived}` }];
    }),
  );
}

function ofFindings(record: RunRecord): Annotation[] {
  return (record.data ?? []).flatMap((report) =>
    report.findings.map((finding): Annotation => {
      const column = finding.column === null ? '' : `, ${finding.column}`;
      return {
        level: finding.severity === 'error' ? 'error' : 'warning',
        title: `${report.name}${column}: ${finding.check}`,
        message: [`expected ${finding.expected}`, `found ${finding.observed}`, ...advice(finding)].join('; '),
        ...(report.contract === undefined || finding.line === undefined
          ? {}
          : { file: report.contract, line: finding.line }),
      };
    }),
  );
}

/** The first rows, what to do, why it is asked for, and whom to ask. */
function advice({ examples, fix, reason, owner }: Finding): string[] {
  const named = examples.flatMap((example) => rowInWords(example) ?? []);
  return [
    ...(named.length === 0 ? [] : [`first rows ${named.join(', ')}`]),
    ...(fix === undefined ? [] : [`what to do: ${fix}`]),
    ...(reason === undefined ? [] : [`asked for because: ${reason}`]),
    ...(owner === undefined ? [] : [`owner: ${owner}`]),
  ];
}

function shown(text: string): string {
  const seen = visible(text);
  return seen.length <= LONGEST ? seen : `${seen.slice(0, LONGEST - 1).toWellFormed()}…`;
}

/**
 * What is wrong, as annotations: rules first, then data findings. Every text is one visible line; the caller still escapes
 * it for its channel.
 */
export function annotations(record: RunRecord): Annotation[] {
  return fewOfEach([...ofRules(record), ...ofFindings(record)]);
}

/** What drifts as warnings, and what could not be judged as notices; worst first. */
export function driftAnnotations(report: DriftReport): Annotation[] {
  return fewOfEach(
    report.columns.flatMap((finding): Annotation[] => {
      const { column, kind, chunk, method, outcome, value, threshold, reason, detail } = finding;
      // A number of rows with nothing to rank it among is every monitor's beginning.
      if (outcome === 'none' || (kind === 'rows' && outcome !== 'drift')) return [];
      const place = chunk === null ? column : `${column}, ${chunk}`;
      const limit = threshold === null ? '' : `, threshold ${formatNumber(threshold)}`;
      const measured = `${method} ${formatNumber(value)}${limit}`;
      return [
        {
          level: outcome === 'drift' ? 'warning' : 'notice',
          title: `${place}: ${outcome}`,
          message: [measured, reason, detail]
            .filter((part) => part !== null && part !== undefined)
            .join('; '),
        },
      ];
    }),
  );
}

/** At most ten of a level, of which the last says how many more there are. */
function fewOfEach(found: readonly Annotation[]): Annotation[] {
  const all = found.map((each) => ({ ...each, title: shown(each.title), message: shown(each.message) }));
  return levels.flatMap((level) => {
    const of = all.filter((each) => each.level === level);
    if (of.length <= MOST) return of;
    const left = of.length - (MOST - 1);
    return [
      ...of.slice(0, MOST - 1),
      {
        level,
        title: `and ${formatCount(left)} more`,
        message: `${formatCount(left)} more of this level are in the report`,
      },
    ];
  });
}
