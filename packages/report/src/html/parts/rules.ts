import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '../../document/model.ts';
import { tableOf } from '../../document/rules.ts';
import { rulesStanding } from '../../document/standing.ts';
import { counted } from '../../text/words.ts';
import { folded, htmlBlock, htmlTable } from '../blocks.ts';
import { htmlLine } from '../escape.ts';

/** What passes, on every slice; with nothing else to show, it is what the reader came for, and is seen at once. */
function passing(record: RunRecord, document: ReportDocument): string[] {
  const section = document.sections.find(({ id }) => id === 'passing');
  if (section === undefined) return [];
  const rules = rulesStanding(record, 'passes');
  const summary = counted(rules.length, 'rule passes', 'rules pass');
  const all = htmlTable(tableOf(record, rules, 'Rules that pass'));
  if (document.rules !== null) return [folded(summary, all)];
  const grouped = section.blocks.some((block) => block.kind === 'table' && block.rows.length < rules.length);
  return grouped
    ? [...section.blocks.map(htmlBlock), folded(`${summary}, each slice by itself`, all)]
    : [all];
}

export function rulesPart(record: RunRecord, document: ReportDocument): string | null {
  const waiting = document.sections.find(({ id }) => id === 'waiting');
  const waived = document.waived.map((each) => `<li>${htmlLine(each)}</li>`);
  const parts = [
    ...(document.rules === null ? [] : [htmlTable(document.rules)]),
    ...(waived.length === 0 ? [] : [`<ul class="waived">${waived.join('')}</ul>`]),
    ...passing(record, document),
    ...(waiting?.blocks ?? []).map(htmlBlock),
  ];
  return parts.length === 0 ? null : parts.join('\n');
}
