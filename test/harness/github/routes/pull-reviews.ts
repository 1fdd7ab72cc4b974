import { invalid, refusal } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { settingsOf } from '../settings.ts';
import type { Route } from '../world.ts';
import { ownerOf } from './pull-store.ts';
import { pullEnds } from './pull-view.ts';
import { viewUser } from './user-view.ts';

const ONE = '/repos/{owner}/{repo}/pulls/{pull_number}';

/** Reviews, which the emulator keeps, with GitHub's rules for them; and what an account may do in a repository. */
export const pullReviewRoutes: Route[] = [
  {
    method: 'POST',
    template: `${ONE}/reviews`,
    async answer({ repository, params, url, body, grant }, world) {
      const path = `/repos/${repository}/pulls/${params['pull_number']}`;
      const found = await world.emulator.send(grant.login, 'GET', path);
      if (found.status !== 200) return found;
      const pull = found.body as JsonObject;
      const author = (pull['user'] as JsonObject)['login'];
      if (body['event'] === 'APPROVE' && author === grant.login)
        return refusal(422, 'Unprocessable Entity', {
          errors: ['Review Can not approve your own pull request'],
        });
      if (grant.login === 'github-actions[bot]' && !settingsOf(repository, world).actionsMayOpenPulls)
        return refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.');
      const { head } = await pullEnds(pull, repository, world);
      const commit = String(body['commit_id'] ?? head);
      if ((await world.git.commit(repository, commit)) !== commit)
        return invalid('PullRequestReview', 'commit_id', 'invalid');
      const fields = { ...body, commit_id: commit };
      const made = await world.emulator.send(grant.login, 'POST', url.pathname, fields);
      // The emulator says 201, GitHub does not.
      return made.status === 201 ? { ...made, status: 200 } : made;
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/collaborators/{username}/permission',
    answer({ repository, params }, world) {
      const login = params['username'] ?? '';
      const permission = permissionOf(login, repository, settingsOf(repository, world).writers);
      return {
        status: 200,
        body: {
          permission,
          role_name: permission,
          user: { ...viewUser(login, world), role_name: permission },
        },
      };
    },
  },
];

/** Everybody may read: the repositories are public. */
function permissionOf(
  login: string,
  repository: string,
  writers: readonly string[],
): 'admin' | 'write' | 'read' {
  if (login === ownerOf(repository)) return 'admin';
  return writers.includes(login) ? 'write' : 'read';
}
