import type { GitHub } from './client.ts';

export interface ReviewSearch {
  owner: string;
  repo: string;
  /** Of the pull request. */
  number: number;
  /** The commit that has to be approved: an approval of an earlier one does not count. */
  commit: string;
}

/** Reviews that decide: a comment takes nothing back, as GitHub has it. */
const DECIDING = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'];

/**
 * Who approved a commit of a pull request: a person who may write to the repository and is not its author, and whose last word it
 * was. `undefined`: nobody. In a public repository anybody can review; whether somebody may write is asked of GitHub.
 */
export async function findApproval(
  github: GitHub,
  { owner, repo, number, commit }: ReviewSearch,
): Promise<string | undefined> {
  const place = { owner, repo, pull_number: number };
  const { data: pull } = await github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', place);
  // Oldest first.
  const reviews = await github.paginate('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
    ...place,
    per_page: 100,
  });
  const last = new Map<number, (typeof reviews)[number]>();
  for (const review of reviews)
    if (review.user !== null && DECIDING.includes(review.state)) last.set(review.user.id, review);
  for (const [id, { user, state, commit_id }] of last) {
    if (state !== 'APPROVED' || commit_id !== commit || id === pull.user.id) continue;
    if (user === null || user.type === 'Bot') continue;
    const { data } = await github.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
      owner,
      repo,
      username: user.login,
    });
    if (data.permission === 'admin' || data.permission === 'write') return user.login;
  }
  return undefined;
}
