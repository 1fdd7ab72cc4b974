/** A file made from others; `path` is relative to the repository's root. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

/** Computes files from the repository at `root`; writing them is main.ts's part. */
export type Generator = (root: string) => Promise<readonly Generated[]>;
