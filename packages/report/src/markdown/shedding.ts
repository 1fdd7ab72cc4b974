import type { SectionId } from '../document/model.ts';

/** How many rows of each table are shown; 0: a section's summary alone. */
export interface Detail {
  rules: number;
  waived: number;
  sections: Record<SectionId, number>;
}

export const everything: Detail = {
  rules: Number.POSITIVE_INFINITY,
  waived: Number.POSITIVE_INFINITY,
  sections: {
    passing: Number.POSITIVE_INFINITY,
    waiting: Number.POSITIVE_INFINITY,
    metrics: Number.POSITIVE_INFINITY,
    slices: Number.POSITIVE_INFINITY,
    flips: Number.POSITIVE_INFINITY,
    found: Number.POSITIVE_INFINITY,
    behaviour: Number.POSITIVE_INFINITY,
    data: Number.POSITIVE_INFINITY,
    labels: Number.POSITIVE_INFINITY,
    training: Number.POSITIVE_INFINITY,
    curves: Number.POSITIVE_INFINITY,
    drift: Number.POSITIVE_INFINITY,
    steady: Number.POSITIVE_INFINITY,
    days: Number.POSITIVE_INFINITY,
    added: Number.POSITIVE_INFINITY,
  },
};

type Step = (detail: Detail) => Detail;

function section(id: SectionId, rows: number): Step {
  return (detail) => ({
    ...detail,
    sections: { ...detail.sections, [id]: Math.min(rows, detail.sections[id]) },
  });
}

/**
 * What goes first when there is no room: what a reader of a comment misses least. Long tables are thinned before
 * anything is dropped; the headline, the counts, the notices and the summaries always stay.
 */
export const shedding: readonly Step[] = [
  section('steady', 100),
  section('drift', 500),
  section('slices', 50),
  section('training', 20),
  section('passing', 50),
  section('data', 20),
  (detail) => ({ ...detail, rules: 200 }),
  section('curves', 0),
  section('added', 50),
  section('steady', 0),
  section('drift', 100),
  section('training', 0),
  section('labels', 10),
  section('behaviour', 10),
  section('slices', 15),
  section('passing', 0),
  section('waiting', 0),
  section('added', 0),
  section('metrics', 40),
  (detail) => ({ ...detail, rules: 60, waived: 20 }),
  section('slices', 0),
  section('found', 0),
  section('data', 0),
  section('labels', 0),
  section('behaviour', 0),
  section('flips', 0),
  (detail) => ({ ...detail, rules: 20, waived: 5 }),
  section('metrics', 0),
  section('drift', 20),
  (detail) => ({ ...detail, rules: 5, waived: 0 }),
  (detail) => ({ ...detail, rules: 0 }),
];
