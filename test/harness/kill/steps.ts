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
}

/**
 * The places of a run: before and after each request and git command that may change something, or of all with
 * `everything`. Between two that change nothing, nothing is different.
 */
export function stepsOf(
  requests: readonly Pick<RecordedRequest, 'method' | 'path'>[],
  commands: readonly string[],
  everything = false,
): Step[] {
  const named = new Map<string, number>();
  const both = (kind: Step['kind'], number: number, what: string): Step[] => {
    const count = (named.get(what) ?? 0) + 1;
    named.set(what, count);
    const name = count === 1 ? what : `${what} #${count}`;
    return (['before', 'after'] as const).map((when) => ({ at: `${name} (${when})`, number, kind, when }));
  };
  return [
    ...requests.flatMap(({ method, path }, index) =>
      everything || isChange(method, path)
        ? both('request', index + 1, `${method} ${shorten(withinRepository(path))}`)
        : [],
    ),
    ...commands.flatMap((line, index) =>
      everything || isWriting(line)
        ? both('git', index + 1, `git ${shorten(withoutFolders(commandOf(line)))}`)
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
