/** What annotators said of units, as a table. */
export interface Ratings {
  /**
   * Units × annotators, row by row: the code of the category, from 0, or -1 where an annotator did not rate a unit. For
   * ordinal statistics the order of codes is the order of the scale.
   */
  readonly codes: Int32Array;
  /** Number of annotators, at least 1. */
  readonly annotators: number;
  /** Number of categories: all that could be given, also those that nobody gave. */
  readonly categories: number;
}

/** @throws RangeError for a table that is not rectangular, or a code that is no category's */
export function checkRatings({ codes, annotators, categories }: Ratings): void {
  if (!Number.isInteger(annotators) || annotators < 1 || codes.length % annotators !== 0)
    throw new RangeError(`${codes.length} ratings are no table of ${annotators} annotators`);
  for (const code of codes) {
    if (code < -1 || code >= categories)
      throw new RangeError(`a code is -1 or one of ${categories} categories, not ${code}`);
  }
}
