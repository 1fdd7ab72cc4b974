import type { RetrainingAsk } from './open-retraining-pr-request.ts';

/** What became of a retraining. */
export type Outcome =
  | 'opened'
  | 'updated'
  | 'unchanged'
  | 'cool-down'
  | 'not-asked'
  | 'insufficient-data'
  | 'nothing-to-change'
  | 'person-commits'
  | 'dry-run';

/** What `--json` prints. */
export interface Done {
  outcome: Outcome;
  why: string;
  pull: { number: number; url: string } | null;
  branch: string;
  /** The commit that was pushed. */
  commit: string | null;
}

/** The end of a run. */
export function done(
  { branch }: RetrainingAsk,
  outcome: Outcome,
  why: string,
  more: Partial<Pick<Done, 'pull' | 'commit'>> = {},
): Done {
  return { outcome, why, pull: null, branch, commit: null, ...more };
}
