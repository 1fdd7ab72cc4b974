import { notFound } from '../answer.ts';
import type { Route } from '../world.ts';
import { describeCommit } from './git-data.ts';

/** Two commits compared, as far as commits go: read from git. */
export const compareRoutes: Route[] = [
  {
    method: 'GET',
    // The description has it in two ways, of which this is the more exact.
    template: '/repos/{owner}/{repo}/compare/{base}...{head}',
    async answer({ repository, params, url }, world) {
      const { git } = world;
      const { base: from = '', head: to = '' } = params;
      const [base, head] = [await git.commit(repository, from), await git.commit(repository, to)];
      if (base === undefined || head === undefined) return notFound();
      const fork = await git.ask(repository, 'merge-base', base, head);
      if (fork === undefined) return notFound();
      const between = async (range: string) =>
        (await git.run(repository, 'rev-list', '--reverse', range)).split('\n').filter(Boolean);
      const [ahead, behind] = [await between(`${base}..${head}`), await between(`${head}..${base}`)];
      const size = Math.min(Number(url.searchParams.get('per_page') ?? 250), 250);
      const start = (Number(url.searchParams.get('page') ?? 1) - 1) * size;
      const self = `${world.url}/repos/${repository}/compare/${encodeURIComponent(`${from}...${to}`)}`;
      const html = `${world.url}/${repository}/compare/${base}...${head}`;
      const describe = (sha: string) => describeCommit(repository, sha, world);
      const body = {
        url: self,
        html_url: html,
        permalink_url: html,
        diff_url: `${html}.diff`,
        patch_url: `${html}.patch`,
        base_commit: await describe(base),
        merge_base_commit: await describe(fork),
        status: statusOf(ahead.length, behind.length),
        ahead_by: ahead.length,
        behind_by: behind.length,
        total_commits: ahead.length,
        commits: await Promise.all(ahead.slice(start, start + size).map(describe)),
      };
      return { status: 200, body };
    },
  },
];

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}
