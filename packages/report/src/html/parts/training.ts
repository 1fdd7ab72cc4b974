import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '../../document/model.ts';
import { htmlBlock } from '../blocks.ts';
import { htmlLine } from '../escape.ts';

export function trainingPart(_record: RunRecord, document: ReportDocument): string | null {
  const section = document.sections.find(({ id }) => id === 'training');
  if (section === undefined) return null;
  const [command, ...tables] = section.blocks;
  return `<p class="lead">${htmlLine(section.summary)}</p>
${command === undefined ? '' : htmlBlock(command)}
<div class="pairs">${tables.map(htmlBlock).join('\n')}</div>`;
}
