import { refusal } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import type { Route } from '../world.ts';

export const repositoryRoutes: Route[] = [
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}',
    async answer({ url, grant }, { emulator }) {
      const found = await emulator.send(grant.login, 'GET', url.pathname);
      if (found.status !== 200) return found;
      // The emulator leaves these out.
      return { ...found, body: { ...(found.body as JsonObject), network_count: 0, subscribers_count: 0 } };
    },
  },
  {
    method: 'GET',
    template: '/user',
    async answer({ grant }, { emulator }) {
      // GITHUB_TOKEN is nobody's: it cannot ask who it is.
      if (grant.login.endsWith('[bot]')) return refusal(403, 'Resource not accessible by integration');
      return emulator.send(grant.login, 'GET', '/user');
    },
  },
];
