import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '../document/model.ts';

export async function renderHtml(_record: RunRecord, document: ReportDocument): Promise<string> {
  return `<!doctype html><title>${document.headline.word}</title>`;
}
