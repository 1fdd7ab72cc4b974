/**
 * What CML (iterative/cml) puts at the end of the comments that it writes: a picture whose address names the commit, called after
 * CML and, in workflows with several comments, after the label that they gave.
 */
const WATERMARK = /!\[\]\(https:\/\/cml\.dev\/watermark\.png#[\da-f]+ "CML watermark[^"\n]*"\)\s*$/i;

/** Whether CML wrote this comment. What quotes such a comment goes on after it, or has a mark in front of each line. */
export function hasCmlWatermark(text: string): boolean {
  return WATERMARK.test(text) && !/^>.*$/.test(text.trimEnd().split('\n').at(-1) ?? '');
}
