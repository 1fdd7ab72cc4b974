import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '../../document/model.ts';
import { folded, htmlBlock, htmlTable } from '../blocks.ts';
import { htmlLine } from '../escape.ts';

export function rulesPart(_record: RunRecord, document: ReportDocument): string | null {
  const passing = document.sections.find((section) => section.id === 'passing');
  if (document.rules === null && document.waived.length === 0 && passing === undefined) return null;
  const shown = passing?.blocks.map(htmlBlock).join('\n') ?? '';
  return [
    ...(document.rules === null ? [] : [htmlTable(document.rules)]),
    ...(document.waived.length === 0
      ? []
      : [`<ul class="waived">${document.waived.map((each) => `<li>${htmlLine(each)}</li>`).join('')}</ul>`]),
    // With nothing else to show, what passes is what the reader came for.
    ...(passing === undefined
      ? []
      : [document.rules === null ? shown : folded(`${htmlLine(passing.summary)} rules pass`, shown)]),
  ].join('\n');
}
