import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '../../document/model.ts';
import { htmlBlock } from '../blocks.ts';

export function foundPart(_record: RunRecord, document: ReportDocument): string | null {
  const section = document.sections.find(({ id }) => id === 'found');
  return section === undefined ? null : section.blocks.map(htmlBlock).join('\n');
}
