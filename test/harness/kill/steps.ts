import type { RecordedRequest } from '../github/index.ts';
import { commandOf, isWriting } from './git-commands.ts';

/** A place at which a run can be parted. */
export interface Step {
  /** `git push origin main (after)`, for people. */
  at: string;
  /** Of requests and of git commands each from 1, in the order of an undisturbed run. */
  number: number;
  kind: 'request' | 'git';
  when: 'before' | 'after';
  /** Whether the same was requested, or commanded, before. */
  repeated: boolean;
}

/**
 * The places of a run: before and after each request, and after each git command, that may change something, or of all with
 * `everything`. Between two that change nothing, nothing is different. Before a git command is after the one that was last;
 * a request, though, is before its effect when the git command that sends it has already begun.
 */
export function stepsOf(
  requests: readonly Pick<RecordedRequest, 'method' | 'path'>[],
  commands: readonly string[],
  everything = false,
): Step[] {
  const named = new Map<string, number>();
  const places = (
    kind: Step['kind'],
    number: number,
    what: string,
    when: readonly Step['when'][],
  ): Step[] => {
    const count = (named.get(what) ?? 0) + 1;
    named.set(what, count);
    const name = count === 1 ? what : `${what} #${count}`;
    return when.map((each) => ({ at: `${name} (${each})`, number, kind, when: each, repeated: count > 1 }));
  };
  return [
    ...requests.flatMap(({ method, path }, index) =>
      everything || isChange(method, path)
        ? places('request', index + 1, `${method} ${shorten(withinRepository(path))}`, ['before', 'after'])
        : [],
    ),
    ...commands.flatMap((line, index) =>
      everything || isWriting(line)
        ? places('git', index + 1, `git ${shorten(withoutFolders(commandOf(line)))}`, ['after'])
        : [],
    ),
  ];
}

// git fetches by POST; GraphQL is only asked.
function isChange(method: string, path: string): boolean {
  return method !== 'GET' && !/\/git-upload-pack$|\/graphql$|\/(List|GetSigned)\w+$/.test(path);
}

const LONGEST = 90;

function withinRepository(path: string): string {
  return path.replace(/\?.*/, '').replace(/^(\/repos)?\/[\w.-]+\/[\w.-]+(?=\/)/, '');
}

function withoutFolders(line: string): string {
  return line.replaceAll(/\bhttps?:\/\/[^/ ]+\//g, '').replaceAll(/(?<=^|[ =])\/[^ ]*\//g, '…/');
}

function shorten(text: string): string {
  const short = text.replaceAll(/\b[0-9a-f]{40}([0-9a-f]{24})?\b/g, (sha) => sha.slice(0, 7));
  return short.length > LONGEST ? `${short.slice(0, LONGEST)}…` : short;
}
