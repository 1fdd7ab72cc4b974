import type { ColumnContract, DataContract, DataReport, Finding, Outcome } from '@assay/contract';
import { holdRule } from './checks/broken-rows.ts';
import type { ColumnRule } from './checks/column-rule.ts';
import { columnChecks, dataChecks } from './checks/registry.ts';
import { type Reading, readingOf } from './column/reading.ts';
import type { Engine } from './engine/index.ts';
import { columnProfile } from './profile/profile.ts';
import { type CountAsked, summarise } from './profile/summary.ts';
import type { Source } from './source/source.ts';

/**
 * Holds data against a contract: `fail` where a rule of severity error is broken, `pass` otherwise, `inconclusive` where
 * there is no contract (the profile is made all the same).
 *
 * One scan summarises all columns; a rule whose answer follows from that costs nothing more. Rows are read again only for
 * rules that fail.
 *
 * @throws UserError of the engine
 */
export async function validate(
  engine: Engine,
  source: Source,
  contract: DataContract | null,
  options: { readonly name: string; readonly now?: () => number },
): Promise<DataReport> {
  const now = options.now ?? (() => performance.now());
  const start = now();
  const ruleOf = (column: string): ColumnContract | undefined =>
    contract !== null && Object.hasOwn(contract.columns, column) ? contract.columns[column] : undefined;
  const columns = source.columns.map(({ name }, index) => {
    const rule = ruleOf(name);
    const reading = readingOf(source, index, rule?.type);
    const rules = rule === undefined ? [] : columnChecks.flatMap((check) => check(rule, reading) ?? []);
    return { name, reading, contract: rule, rules };
  });
  const rulesOf = new Map(columns.map(({ reading, rules }) => [reading, rules]));
  const readings = columns.map(({ reading }) => reading);
  const { rows, columns: summaries } = await summarise(engine, source, readings, (reading) =>
    (rulesOf.get(reading) ?? []).flatMap(countAsked),
  );

  const findings: Finding[] = [];
  const profile: DataReport['profile'] = [];
  let checks = 0;
  for (const [index, { reading, contract: rule, rules }] of columns.entries()) {
    const summary = summaries[index];
    if (summary === undefined) continue;
    profile.push(columnProfile(reading, summary, rule?.sensitive ?? false));
    checks += rules.length;
    if (rule === undefined) continue;
    for (const each of rules) {
      findings.push(
        ...(await holdRule(engine, source.raw, each, { reading, contract: rule, summary, rows })),
      );
    }
  }
  if (contract !== null) {
    const byName = new Map<string, Reading>(columns.map(({ name, reading }) => [name, reading]));
    for (const check of dataChecks) {
      const answer = await check({ engine, source, contract, rows, readings: byName, rule: ruleOf });
      checks += answer.checks;
      findings.push(...answer.findings);
    }
  }
  return {
    name: options.name,
    digest: source.digest,
    files: source.files.length,
    bytes: source.bytes,
    rows,
    outcome: outcomeOf(contract, findings),
    findings: findings.sort(worstFirst),
    checks,
    profile,
    seconds: Math.round(now() - start) / 1000,
  };
}

function countAsked(rule: ColumnRule): CountAsked[] {
  if (!rule.counted) return [];
  return [{ name: rule.check, where: (value, bind) => rule.broken({ missing: 'false', value }, bind) }];
}

function outcomeOf(contract: DataContract | null, findings: readonly Finding[]): Outcome {
  if (contract === null) return 'inconclusive';
  return findings.some(({ severity }) => severity === 'error') ? 'fail' : 'pass';
}

function worstFirst(a: Finding, b: Finding): number {
  if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1;
  return b.fraction - a.fraction;
}
