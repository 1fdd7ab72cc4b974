import type { Line, Table, Tone } from '../document/model.ts';

/** One thing that happened in the life of a model. */
export interface TimelineEvent {
  /** Any ISO 8601 time. */
  at: string;
  /** What kind of thing it is, in a word or two: `pull request #3`, `v0.0.2`, `drift`. */
  kind: string;
  tone: Tone;
  title: string;
  /** What there is to say of it, a line each. */
  lines: readonly Line[];
  table?: Table;
  /** What it is bound to, in full: folded until it is asked for. */
  lineage?: Table;
  /** The score of a detector by batch, with its alarm line; drawn where it is given. */
  scores?: Scores;
}

/** How a sequential detector's evidence grew, a point for each batch; it alarms at `threshold`. */
export interface Scores {
  caption: string;
  /** Natural logarithm of the score at which it alarms. */
  threshold: number;
  /** `score`: natural logarithm. */
  points: readonly { at: string; column: string; score: number }[];
}

/** The life of a model, oldest first. */
export interface Timeline {
  model: string;
  /** The line under the heading. */
  summary: string;
  events: readonly TimelineEvent[];
  madeBy: string;
}
