import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '../../document/model.ts';
import { htmlBlock } from '../blocks.ts';

export function flipsPart(_: RunRecord, document: ReportDocument): string | null {
  const section = document.sections.find(({ id }) => id === 'flips');
  return section === undefined ? null : section.blocks.map(htmlBlock).join('\n');
}
