import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '../../document/model.ts';
import { htmlBlock } from '../blocks.ts';
import { escapeHtml } from '../escape.ts';

/** What somebody wrote for the readers of this report, under the name of its file. */
export function addedPart(_record: RunRecord, document: ReportDocument): string | null {
  const section = document.sections.find(({ id }) => id === 'added');
  if (section === undefined) return null;
  return `<p class="lead">${escapeHtml(section.title)}</p>\n${section.blocks.map(htmlBlock).join('\n')}`;
}
