import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digestBytes, digestValue, type RunRecord, UserError, writeWhole } from '@assay/contract';
import { annotations, composeDocument, renderHtml, renderMarkdown } from '@assay/report';
import { openLedger } from './baseline.ts';
import type { Context } from './context.ts';
import { addVerdict, requireRecord } from './gate.ts';
import { lookEdits } from './gate-looks.ts';
import { inRoot, readProject } from './project.ts';
import { postComment, uploadReport } from './publish.ts';
import type { ReportInputs } from './report-definition.ts';
import { readSection } from './report-section.ts';
import type { Result } from './verb.ts';

export async function report(given: ReportInputs, context: Context): Promise<Result<RunRecord>> {
  const project = await readProject(context, given.config);
  const found = await requireRecord(context, given.record);
  const policy = project?.value.gate;
  // A verdict that the gate reached under another policy stays; under this one it is reached again, not believed.
  const reached = found.verdict?.policy;
  const record =
    policy !== undefined && (reached === undefined || reached === digestValue(policy))
      ? await addVerdict(
          context,
          given.record,
          found,
          policy,
          reached === undefined ? { file: given.config, config: given.config } : undefined,
        )
      : found;

  const about = { now: context.now(), ...links(context), added: await readSection(context, given.section) };
  const plain = composeDocument(record, about);
  await writeWhole(inRoot(context, given.html), await renderHtml(record, plain));
  const reportUrl = given.upload
    ? await uploadReport(context, inRoot(context, given.html), record)
    : undefined;
  const document = composeDocument(record, { ...about, ...(reportUrl === undefined ? {} : { reportUrl }) });
  // The comment's marker goes in front of it.
  const markdown = renderMarkdown(document, { limit: 59_000 });
  await writeWhole(inRoot(context, given.markdown), markdown);

  // Where one place cannot be written to, the others are all the same, and the job summary shows the report.
  const refusals: UserError[] = [];
  const comment = given.comment
    ? await unlessRefused(refusals, postComment(context, record, markdown))
    : undefined;
  const recorded =
    given['record-base'] && context.trigger.records
      ? ((await unlessRefused(refusals, recordBase(context, given.record, record))) ?? false)
      : false;
  const done = [
    ...refusals.map(({ message, fix }) => `${message}\n${fix}`),
    `${given.html} and ${given.markdown} written`,
    ...(comment ? [`comment ${comment.action}: ${comment.url}`] : []),
    ...(recorded ? ['recorded in the ledger'] : []),
  ];
  return {
    document: record,
    exit: refusals.length > 0 ? 1 : 0,
    outputs: {
      html: given.html,
      markdown: given.markdown,
      verdict: record.verdict?.outcome ?? '',
      'comment-url': comment?.url ?? '',
      'report-url': reportUrl ?? '',
      recorded: String(recorded),
    },
    annotations: annotations(record),
    report: async () => document,
    alone: true,
    message: done.join(refusals.length > 0 ? '\n' : '; '),
  };
}

async function unlessRefused<T>(refusals: UserError[], writing: Promise<T>): Promise<T | undefined> {
  try {
    return await writing;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    refusals.push(error);
    return undefined;
  }
}

function links(context: Context): { runUrl?: string } {
  return context.trigger.run === null ? {} : { runUrl: context.trigger.run.url };
}

/**
 * Adds the record to the ledger, with the predictions that a later run will be paired with. Answers whether it did: where
 * there is no repository, or no commit, there is nothing to add to.
 */
export async function recordBase(context: Context, path: string, record: RunRecord): Promise<boolean> {
  if (record.source.commit === null) return false;
  const ledger = await openLedger(context).catch((error: unknown) => {
    if (!(error instanceof UserError) || error.code !== 'git-failed') throw error;
    context.log.warn(`not recorded: ${error.message}; ${error.fix}`);
  });
  if (ledger === undefined) return false;
  const model = await ledger.record(
    record,
    await keptPredictions(context, path, record),
    lookEdits(context, record),
  );
  if (model !== null && model !== 'kept') context.log.info(notKept[model]);
  return true;
}

/** Why the model's bytes are not in the ledger; whoever promotes or deploys needs them in the work tree then. */
const notKept = {
  'too-large': 'the model is over 50 MB: its bytes are not kept with the record',
  'not-there': 'the model does not lie in the work tree: its bytes are not kept with the record',
  'other-bytes': 'the model in the work tree is not the recorded one: its bytes are not kept with the record',
};

async function keptPredictions(
  context: Context,
  path: string,
  record: RunRecord,
): Promise<Uint8Array | undefined> {
  const kept = record.evaluation?.predictions;
  if (!kept?.stored) return undefined;
  const bytes = await readFile(join(dirname(inRoot(context, path)), 'predictions.parquet')).catch(
    () => undefined,
  );
  if (bytes !== undefined && digestBytes(bytes) === kept.digest) return bytes;
  context.log.warn(
    'the predictions beside the record are not the ones that were evaluated: they are not kept',
  );
  return undefined;
}
