import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '@assay/report';
import type { Context } from './context.ts';

/** The report of a record for whoever shows it: `--json` shows none, and then it is neither composed nor loaded. */
export function composedLater(record: RunRecord, { now }: Context): () => Promise<ReportDocument> {
  const moment = now();
  return async () => {
    const { composeDocument } = await import('@assay/report');
    return composeDocument(record, { now: moment });
  };
}
