import { refusal } from '../answer.ts';
import type { ApiRequest, Route, World } from '../world.ts';

const COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}';

/** Comments: the emulator keeps them and lets anyone change them; here only their author and administrators may. */
export const commentRoutes: Route[] = [
  { method: 'PATCH', template: COMMENT, answer: changeOwn },
  { method: 'DELETE', template: COMMENT, answer: changeOwn },
];

async function changeOwn({ method, url, body, grant }: ApiRequest, { emulator }: World) {
  const found = await emulator.send(grant.login, 'GET', url.pathname);
  if (found.status !== 200) return found;
  const { user } = found.body as { user: { login: string } };
  if (user.login !== grant.login && grant.permissions !== 'admin') {
    return refusal(403, 'Must have admin rights to Repository.');
  }
  return emulator.send(grant.login, method, url.pathname, method === 'DELETE' ? undefined : body);
}
