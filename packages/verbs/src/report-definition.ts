import { z } from 'zod';
import { common, flag, text, written } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

const inputs = z.object({
  html: written('.html')
    .transform((path) => path ?? '.assay/report.html')
    .describe('Where the HTML report is written'),
  markdown: written('.md')
    .transform((path) => path ?? '.assay/report.md')
    .describe('Where the Markdown of the comment is written'),
  section: text.describe(
    'A Markdown file of your own, shown as the last section of the report, such as the report.md of CML',
  ),
  comment: flag(true).describe('Post the one comment on the pull request'),
  upload: flag(true).describe('Upload the HTML report as an artifact'),
  'record-base': flag(true).describe(
    'On a push to the default branch, add the record to the ledger: the baseline of later pull requests',
  ),
  ...common,
});

export type ReportInputs = z.output<typeof inputs>;

export const reportDefinition = {
  name: 'report',
  description: 'Write the report, post it on the pull request, and record the base',
  inputs,
  outputs: {
    html: 'Path of the HTML report',
    markdown: 'Path of the Markdown report',
    verdict: 'pass, fail or inconclusive; empty without a policy',
    'comment-url': 'Address of the comment on the pull request',
    'report-url': 'Address of the uploaded HTML report',
    recorded: 'Whether the record went into the ledger',
  },
} satisfies VerbDefinition;
