import type { Outcome } from '@assay/contract';

/**
 * A run of text with one meaning. There is no raw markup anywhere in a document: every renderer escapes every
 * span in its own way, so that text from data cannot become structure.
 */
export type Span =
  | { kind: 'text' | 'code' | 'strong'; text: string }
  | { kind: 'link'; text: string; href: string };

export type Line = readonly Span[];

/** What a line or a row is to the reader; colour is never its only sign. */
export type Tone = 'good' | 'bad' | 'unsure' | 'warning' | 'plain';

export interface Column {
  title: string;
  align: 'left' | 'right' | 'center';
  /** Left out where the table would be too wide. */
  spare?: true;
}

export interface Row {
  tone: Tone;
  /** As many as the table has columns. */
  cells: readonly Line[];
}

export interface Table {
  kind: 'table';
  /** Says what the rows are; read out before the table. */
  caption: string;
  columns: readonly Column[];
  /** Most important first, so that the first few can stand for all where there is no room. */
  rows: readonly Row[];
}

export interface Paragraph {
  kind: 'paragraph';
  line: Line;
}

/** Lines that keep their spaces, as a program printed them. */
interface Listing {
  kind: 'listing';
  lines: readonly string[];
}

export type Block = Paragraph | Table | Listing;

export type SectionId =
  | 'passing'
  | 'waiting'
  | 'metrics'
  | 'slices'
  | 'found'
  | 'flips'
  | 'data'
  | 'labels'
  | 'training'
  | 'behaviour'
  | 'curves'
  | 'drift'
  | 'steady'
  | 'days'
  | 'added';

/** A part that can be folded away: its summary stands for it. */
export interface Section {
  id: SectionId;
  title: string;
  /** One line, without the title. */
  summary: Line;
  blocks: readonly Block[];
  tone: Tone;
  /** Whether it is to be seen at once: it is what the run is about, or it is wrong. */
  open: boolean;
}

export interface Headline {
  emoji: string;
  /** The outcome, or what there is without one: `fail`, `metrics`, `training failed`. */
  word: string;
  tone: Tone;
  model: string;
  /** Commit, branch, and the baseline with its age; empty outside a repository. */
  commits: Line;
  /** The whole first line, after the emoji. */
  line: Line;
}

/** What is to be said about a run, before it is known where. */
export interface ReportDocument {
  headline: Headline;
  outcome: Outcome | null;
  /** How many rules pass and fail, and how many rows changed sides. */
  counts: Line | null;
  /** What the reader must know before the figures: why the verdict, no baseline yet, a baseline that is behind. */
  notices: readonly Line[];
  /** Rules that do not simply pass, worst first. */
  rules: Table | null;
  /** Rules that are waived, each with reason and last day. */
  waived: readonly Line[];
  sections: readonly Section[];
  /** Baselines, how they were compared, and what this test set can see. */
  foot: readonly Line[];
  links: readonly { to: 'report' | 'run'; text: string; href: string }[];
}
