import type { DataProfile } from '@assay/contract';

/** How strongly two columns go together. */
interface Pair {
  readonly columns: readonly [string, string];
  readonly value: number;
  readonly rows: number;
}

/** What the page of a profile shows. */
export interface ProfileFacts {
  readonly profile: DataProfile;
  /** What the data are shown beside. */
  readonly reference: DataProfile | null;
  /** `null`: only the profile is there, and not the rows. */
  readonly associations: {
    readonly numbers: readonly Pair[];
    readonly categories: readonly Pair[];
    readonly rows: number;
  } | null;
}
