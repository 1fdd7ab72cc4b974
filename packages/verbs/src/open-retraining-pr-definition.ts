import { z } from 'zod';
import { common, duckdbLibrary, flag, text, textOr } from './inputs.ts';
import type { VerbDefinition } from './verb.ts';

const inputs = z.object({
  'drift-report': textOr('.assay/drift.json').describe('What "check-drift" found'),
  monitor: text.describe('The monitor that the drift report has to be of'),
  compare: flag(true).describe(
    'Let champion and challenger predict the same old and new rows, by "evaluate.predict", and compare them',
  ),
  'validation-workflow': text.describe(
    'A workflow to start on the branch, pull-request.yml for example: needed where the token is that of the job, whose pull requests start none',
  ),
  force: flag(false).describe(
    'Go on in spite of the cool-down, of the same batch, without drift, and without a monitor; commits of people are kept all the same',
  ),
  'dry-run': flag(false).describe('Show the pull request and its changes; train nothing and write nothing'),
  config: common.config,
  ...duckdbLibrary,
});

export type OpenRetrainingPrInputs = z.output<typeof inputs>;

export const openRetrainingPrDefinition = {
  name: 'open-retraining-pr',
  description:
    'Open, or bring up to date, the one retraining pull request of a model: its changes, and champion against challenger',
  inputs,
  outputs: {
    outcome:
      'opened, updated, unchanged, cool-down, not-asked, insufficient-data, nothing-to-change, person-commits or dry-run',
    'pull-request': 'Number of the pull request, where there is one',
    url: 'Its address',
    branch: 'Its branch',
    commit: 'The commit that was pushed',
  },
} satisfies VerbDefinition;
