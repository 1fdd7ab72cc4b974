import { UserError } from '@assay/contract';
import type { GitHub } from './client.ts';

export interface Pull {
  number: number;
  url: string;
  state: 'open' | 'closed';
  headSha: string;
  headRef: string;
  /** `owner/name`; `null` where the fork was deleted. */
  headRepository: string | null;
  baseSha: string;
  baseRef: string;
  /** Whether the head is in another repository: its code is not trusted, and its token reads only. */
  fork: boolean;
}

/** What of GitHub's answers is read here; lists and single pull requests have it alike. */
interface Answer {
  number: number;
  html_url: string;
  state: string;
  head: { sha: string; ref: string; repo: { full_name: string } | null };
  base: { sha: string; ref: string; repo: { full_name: string } };
}

export interface PullSearch {
  owner: string;
  repo: string;
  /** The commit at the tip of the pull request. */
  headSha: string;
  /** `owner/name` of the repository that it is pushed to. */
  headRepository?: string;
  /** Where several pull requests have this head: which of them is meant. Data may name it, as it cannot reach others. */
  number?: number;
}

/** One pull request by its number. */
export async function getPull(
  github: GitHub,
  { owner, repo, number }: { owner: string; repo: string; number: number },
): Promise<Pull> {
  const { data } = await github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
    owner,
    repo,
    pull_number: number,
  });
  return toPull(data);
}

/**
 * The open pull request whose tip is this commit, for `workflow_run`, which does not name those of forks; `undefined` where
 * there is none (any more). All open ones are read: commits of forks are not found by the list of a commit's pull requests.
 * Throws `UserError` (`several-pulls`) where more than one has this head and `number` does not choose.
 */
export async function findPull(github: GitHub, search: PullSearch): Promise<Pull | undefined> {
  const { owner, repo, headSha, headRepository, number } = search;
  const open = await github.paginate('GET /repos/{owner}/{repo}/pulls', {
    owner,
    repo,
    state: 'open',
    per_page: 100,
  });
  const found = open.map(toPull).filter((pull) => {
    const sameRepository = headRepository === undefined || isSameName(pull.headRepository, headRepository);
    return pull.headSha === headSha && sameRepository && (number === undefined || pull.number === number);
  });
  if (found.length > 1) {
    const numbers = found.map((pull) => `#${pull.number}`).join(', ');
    throw new UserError('several-pulls', `${numbers} have the same head ${headSha.slice(0, 7)}`, {
      fix: 'close all but one of them, or push a commit that tells them apart',
    });
  }
  return found[0];
}

function toPull({ number, html_url, state, head, base }: Answer): Pull {
  return {
    number,
    url: html_url,
    state: state === 'open' ? 'open' : 'closed',
    headSha: head.sha,
    headRef: head.ref,
    headRepository: head.repo?.full_name ?? null,
    baseSha: base.sha,
    baseRef: base.ref,
    fork: !isSameName(head.repo?.full_name ?? null, base.repo.full_name),
  };
}

/** GitHub's names do not tell upper from lower case. */
function isSameName(a: string | null, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
