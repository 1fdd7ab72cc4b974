import type { Trigger } from '../context.ts';
import { inRepository, project } from './project.ts';

/** A data contract whose label is `pay`. @param review a line of it */
export const contract = (review = '') =>
  `assay-data: 1\ncolumns:\n  id: {type: integer, unique: true}\n  pay: {type: string}\nlabels:\n  column: pay\n${review}`;
export const REVIEW = '  review: required\n';
/** Rows with these labels, and keys from 1. */
export const rows = (...labels: string[]) =>
  `id,pay\n${labels.map((label, i) => `${i + 1},${label}\n`).join('')}`;
/** What the verb is given. */
export const given = { data: 'data/*.csv', contract: 'c.yml' };
export const files = {
  'c.yml': contract(),
  'data/a.csv': rows('cash', 'cash', 'card'),
  'data/b.csv': 'id,pay\n11,cash\n12,card\n',
};

/** A repository with a base commit, and a context for what is committed on top of it. */
export async function changed(
  next: Record<string, string>,
  trigger: Partial<Trigger> = {},
  before: Record<string, string> = files,
) {
  const { repository } = await project(before);
  const base = await repository.sha();
  await repository.commit('labels', next);
  return inRepository(repository, { base, ...trigger });
}

export const labelsOf = (result: { document: unknown }) =>
  (result.document as { labels?: { changes?: object } }).labels;

/** How a run on a pull request was started. */
export const pull = { event: 'pull_request', trusted: false, pull: { number: 7, fromFork: false } } as const;
