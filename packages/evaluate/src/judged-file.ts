/** Predictions that are judged. */
export interface JudgedFile {
  /** SQL of them. */
  relation: string;
  /** Of the file's bytes; few evaluations need it. */
  digest: () => Promise<string>;
}
