import { quoteText } from '../engine/index.ts';
import { type BrokenRows, firstRows } from './broken-rows.ts';
import type { Checked, DataCheck, RuleCounts } from './data-check.ts';
import { type Found, saidOf } from './found.ts';
import { rowsOfAll, upTo } from './words.ts';

/** Every row keeps the conditions over several columns. The summary has counted them in its own pass. */
export const rules: DataCheck = async (checked) => {
  const findings: Found[] = [];
  let checks = 0;
  for (const [i, rule] of checked.contract.rules.entries()) {
    const counts = checked.ruled[i];
    if (counts == null) continue;
    checks++;
    const { absent, broken, rows: of } = counts;
    const tolerance = rule['at-most'] ?? 0;
    if (absent === null && (broken === 0 || broken <= tolerance * of)) continue;
    findings.push({
      column: null,
      check: 'rule',
      ...saidOf(rule),
      expected: `${rule.name}: ${rule.expect}${rule.where === undefined ? '' : `, where ${rule.where}`}${upTo(tolerance, 'not')}`,
      observed: absent?.message ?? rowsOfAll(broken, of),
      rows: absent === null ? broken : of,
      of,
      fraction: absent === null ? broken / of : 1,
      examples: absent === null ? await firstRows(brokenRows(checked, counts)) : [],
      fix:
        absent?.fix ??
        'correct these rows at their source; if they are right, change the rule or allow a share with at-most',
      place: ['rules', i],
    });
  }
  return { checks, findings };
};

function brokenRows({ engine, source, hides }: Checked, { columns, where }: RuleCounts): BrokenRows {
  const shown = columns.length > 0 && !columns.some(({ column }) => hides(column));
  const texts = columns.map(
    ({ column, index, engineType, dialect }) =>
      `${quoteText(`${column}=`)} || coalesce(${dialect.text(`c${index}`, engineType)}, 'null')`,
  );
  return {
    engine,
    raw: source.raw,
    columns,
    where: () => where,
    shown: shown ? { columns, text: texts.join(` || ', ' || `) } : null,
  };
}
