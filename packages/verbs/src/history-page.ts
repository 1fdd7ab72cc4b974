import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type DriftReport,
  driftReportSchema,
  parseRecord,
  type RunRecord,
  UserError,
  whyUnreadable,
  writeWhole,
} from '@assay/contract';
import type { Ledger } from '@assay/registry';
import { composeTimeline, type Life, renderTimeline } from '@assay/report';
import type { Context } from './context.ts';
import { readLife } from './history-life.ts';
import { requireOrdinary } from './project.ts';

const MOST_BYTES = 10_000_000;

/** Writes the life of a model, as the ledger and the reports that were kept know it, into one HTML file. */
export async function writePage(
  context: Context,
  ledger: Ledger,
  of: Pick<Life, 'model' | 'environment' | 'deployments'>,
  reports: readonly string[],
  html: string,
): Promise<void> {
  const kept = await Promise.all(reports.map((path) => readReport(resolve(context.root, path), path)));
  const mine = kept.filter(({ model }) => model === of.model);
  const life = await readLife(ledger, of, context.log);
  const records = new Map(
    [...life.records, ...mine.filter((one) => one.assay === 'run/1')].map((record) => [record.id, record]),
  );
  const drift = mine.filter((one) => one.assay === 'drift/1');
  const timeline = composeTimeline({ ...life, records: [...records.values()], drift }, context.version);
  const file = resolve(context.root, html);
  requireOrdinary(file, html);
  await writeWhole(file, await renderTimeline(timeline));
}

/** @throws UserError `report-missing`, `report-unknown`, and as `parseRecord` */
async function readReport(file: string, path: string): Promise<RunRecord | DriftReport> {
  requireOrdinary(file, path);
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('report-missing', `${path} cannot be read: ${whyUnreadable(cause)}`, {
      fix: 'check the input "reports": each is a file of JSON',
      cause,
    });
  });
  const unknown = (cause: unknown) =>
    new UserError('report-unknown', `${path} is neither a run record nor a drift report of this Assay`, {
      fix: 'name only .assay/run.json and .assay/drift.json, as jobs have kept them',
      cause,
    });
  try {
    if (bytes.length > MOST_BYTES) throw new Error(`it has ${bytes.length} bytes`);
    const value: unknown = JSON.parse(bytes.toString());
    const drift = driftReportSchema.safeParse(value);
    return drift.success ? drift.data : parseRecord(bytes.toString(), path);
  } catch (cause) {
    throw unknown(cause);
  }
}
