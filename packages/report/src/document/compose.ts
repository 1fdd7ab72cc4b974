import type { RunRecord } from '@assay/contract';
import { countsOf } from './counts.ts';
import { footOf } from './foot.ts';
import { headlineOf } from './headline.ts';
import type { ReportDocument, Section } from './model.ts';
import { noticesOf } from './notices.ts';
import { rulesTable, waivedLines } from './rules.ts';
import { sectionsOf } from './sections/index.ts';

export interface ComposeContext {
  now: Date;
  /** Where the HTML report is, if it was uploaded. */
  reportUrl?: string;
  /** The workflow run. */
  runUrl?: string;
  /** What was written for its readers beside the record. */
  added?: Section | undefined;
}

/**
 * What there is to say about a run, whatever surface will show it.
 *
 * Addresses come from the context alone: the record may be a stranger's, and none of its text becomes a link.
 */
export function composeDocument(record: RunRecord, context: ComposeContext): ReportDocument {
  return {
    headline: headlineOf(record, context.now),
    outcome: record.verdict?.outcome ?? null,
    counts: countsOf(record),
    notices: noticesOf(record),
    rules: rulesTable(record),
    waived: waivedLines(record),
    sections: [...sectionsOf(record), ...(context.added === undefined ? [] : [context.added])],
    foot: footOf(record, context.now),
    links: [
      ...(context.reportUrl === undefined
        ? []
        : [{ to: 'report' as const, text: 'full report', href: context.reportUrl }]),
      ...(context.runUrl === undefined ? [] : [{ to: 'run' as const, text: 'run', href: context.runUrl }]),
    ],
  };
}
