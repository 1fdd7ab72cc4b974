import semver from 'semver';
import type { ParsedTag } from './syntax.ts';

/** An annotated tag of a model, as the remote has it. */
export interface Tag extends ParsedTag {
  /** Its name: `tips@v1.2.3`. */
  tag: string;
  /** Id of the tag object: a tag that was made again has another one. */
  object: string;
  /** The commit that it is on. */
  commit: string;
  /** When it was made, in seconds since 1970. */
  time: number;
  /** The tagger's name. */
  by: string;
  message: string;
}

/** All tags of a model, and what they come to. */
export interface ModelTags {
  /** Annotated ones, oldest first. */
  tags: readonly Tag[];
  /** Every name in use, of tags that say nothing (lightweight ones) too. */
  taken: ReadonlySet<string>;
  /** Versions that are registered and not deregistered, lowest first: the tag that registered each. */
  versions: ReadonlyMap<string, Tag>;
  /** Stages and the version in each. */
  stages: ReadonlyMap<string, StageTag>;
  /** What the next stage tag is numbered with. */
  next: number;
}

export interface StageTag {
  version: string;
  /** The tag that assigned it. */
  tag: Tag;
}

/**
 * What the tags of a model come to, as GTO 1.10 answers (`gto show`): each version keeps a stage until it is unassigned on
 * that version's commit, and of several that have one the last that was given it counts. Stages of commits without a
 * version are left out.
 */
export function modelTags(all: readonly Tag[], taken: ReadonlySet<string>, next: number): ModelTags {
  const tags = all.toSorted((a, b) => a.time - b.time || rank(a) - rank(b));
  const registered = new Map<string, Tag>();
  for (const tag of tags) {
    if (tag.event.kind === 'register') registered.set(tag.event.version, tag);
    if (tag.event.kind === 'deregister') registered.delete(tag.event.version);
  }
  const versions = new Map([...registered].sort(([a], [b]) => semver.compareBuild(a, b)));
  const assigned = [...versions].flatMap(([version, { commit }]) =>
    stagesOn(tags, commit).map(([stage, tag]) => ({ stage, version, tag })),
  );
  const stages = new Map(
    assigned
      .sort((a, b) => a.tag.time - b.tag.time)
      .map(({ stage, version, tag }) => [stage, { version, tag }]),
  );
  return { tags, taken, versions, stages, next };
}

/** Stages that are active on a commit, and the tag that made them so. */
function stagesOn(tags: readonly Tag[], commit: string): [string, Tag][] {
  const active = new Map<string, Tag>();
  for (const tag of tags) {
    if (tag.commit !== commit) continue;
    if (tag.event.kind === 'assign') active.set(tag.event.stage, tag);
    if (tag.event.kind === 'unassign') active.delete(tag.event.stage);
  }
  return [...active];
}

/** Of two events of one second, GTO counts what takes away as the later one. */
function rank({ event }: Tag): number {
  return event.kind === 'deregister' || event.kind === 'unassign' ? 1 : 0;
}
