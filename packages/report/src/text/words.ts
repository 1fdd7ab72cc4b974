import { formatCount } from './number.ts';

/** `1 rule`, `2 rules`, `1,000 rows`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** The first seven digits, as git shows a commit. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 7);
}

/** The first twelve hexadecimal digits of a digest. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}
