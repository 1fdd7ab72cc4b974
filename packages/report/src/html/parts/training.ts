import type { RunRecord } from '@assay/contract';
import type { Block, ReportDocument } from '../../document/model.ts';
import { htmlBlock } from '../blocks.ts';
import { htmlLine } from '../escape.ts';

/** More than names and values: half a page is too narrow. */
function isWide(block: Block): boolean {
  return block.kind === 'table' && block.columns.length > 2;
}

export function trainingPart(_record: RunRecord, document: ReportDocument): string | null {
  const section = document.sections.find(({ id }) => id === 'training');
  if (section === undefined) return null;
  const [command, ...tables] = section.blocks;
  return `<p class="lead">${htmlLine(section.summary)}</p>
${command === undefined ? '' : htmlBlock(command)}
${tables.filter(isWide).map(htmlBlock).join('\n')}
<div class="pairs">${tables
    .filter((block) => !isWide(block))
    .map(htmlBlock)
    .join('\n')}</div>`;
}
