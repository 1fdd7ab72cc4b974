import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '../../document/model.ts';
import { tableOf } from '../../document/rules.ts';
import { rulesStanding } from '../../document/standing.ts';
import { folded, htmlBlock, htmlTable } from '../blocks.ts';
import { htmlLine } from '../escape.ts';

export function rulesPart(record: RunRecord, document: ReportDocument): string | null {
  const passing = document.sections.find((section) => section.id === 'passing');
  const waiting = document.sections.find((section) => section.id === 'waiting');
  if (document.rules === null && document.waived.length === 0 && !passing && !waiting) return null;
  const passes = rulesStanding(record, 'passes');
  const shown = passes.length === 0 ? '' : htmlTable(tableOf(record, passes, 'Rules that pass'));
  return [
    ...(document.rules === null ? [] : [htmlTable(document.rules)]),
    ...(document.waived.length === 0
      ? []
      : [`<ul class="waived">${document.waived.map((each) => `<li>${htmlLine(each)}</li>`).join('')}</ul>`]),
    // With nothing else to show, what passes is what the reader came for.
    ...(passing === undefined
      ? []
      : [document.rules === null ? shown : folded(`${htmlLine(passing.summary)} rules pass`, shown)]),
    ...(waiting === undefined ? [] : waiting.blocks.map(htmlBlock)),
  ].join('\n');
}
