import semver from 'semver';

// GTO's syntax (gto 1.10): one annotated tag an event.
const NAME = '[a-zA-Z0-9](?:[a-zA-Z0-9/_-]*[a-zA-Z0-9])?';
/** The highest number of a stage tag: so many digits are counted exactly. */
export const HIGHEST_COUNTER = 10 ** 15 - 1;
const TAG = new RegExp(
  `^(?<artifact>(?:[a-zA-Z0-9_./-]+=)?${NAME})` +
    `(?:(?:#(?<stage>${NAME})|@(?<version>v\\d[0-9A-Za-z.+-]*))(?<cancel>!?)|@(?<deprecated>deprecated))` +
    '(?:#(?<counter>[0-9]{1,15}))?$',
);

/** What a tag says happened. */
export type TagEvent =
  | { kind: 'register' | 'deregister'; version: string }
  | { kind: 'assign' | 'unassign'; stage: string }
  | { kind: 'deprecate' };

export interface ParsedTag {
  /** The model; one that lies in a folder is `dir:name`. */
  name: string;
  event: TagEvent;
  /** Numbers the stage events of a model; `null`: the tag has none. */
  counter: number | null;
}

/** What a tag's name says in GTO's syntax, or `undefined` for a tag that is none of GTO's. */
export function parseTag(tag: string): ParsedTag | undefined {
  const groups = TAG.exec(tag)?.groups;
  if (groups === undefined) return undefined;
  const { artifact = '', stage, version, cancel, counter } = groups;
  const parsed = {
    name: artifact.replace('=', ':'),
    counter: counter === undefined ? null : Number(counter),
  };
  const cancelled = cancel === '!';
  if (stage !== undefined) return { ...parsed, event: { kind: cancelled ? 'unassign' : 'assign', stage } };
  if (version === undefined) return { ...parsed, event: { kind: 'deprecate' } };
  if (!isVersion(version)) return undefined;
  return { ...parsed, event: { kind: cancelled ? 'deregister' : 'register', version } };
}

/** The name of the tag that says this. @throws TypeError for what GTO's syntax cannot say */
export function writeTag({ name, event, counter }: ParsedTag): string {
  const tag = `${name.replace(':', '=')}${suffix(event)}${counter === null ? '' : `#${counter}`}`;
  if (parseTag(tag)?.name === name) return tag;
  throw new TypeError(`${JSON.stringify(tag)} is no tag of GTO's`);
}

/** A version as GTO reads it: `v` and a semantic version, which may carry a pre-release. */
export function isVersion(version: string): boolean {
  return version.startsWith('v') && semver.valid(version) === plain(version);
}

/** The version without its `v` and its build metadata, which semantic versioning does not count. */
function plain(version: string): string {
  return version.slice(1).replace(/\+.*$/, '');
}

function suffix(event: TagEvent): string {
  switch (event.kind) {
    case 'register':
      return `@${event.version}`;
    case 'deregister':
      return `@${event.version}!`;
    case 'assign':
      return `#${event.stage}`;
    case 'unassign':
      return `#${event.stage}!`;
    case 'deprecate':
      return '@deprecated';
  }
}
