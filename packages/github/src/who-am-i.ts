import type { GitHub } from './client.ts';

const WORKFLOW = 'github-actions[bot]';

/**
 * The login under which the token writes. `GET /user` answers for people's tokens; tokens of Apps, GITHUB_TOKEN among them,
 * are refused there but may ask GraphQL for the `viewer`. Where neither answers it is taken to be GITHUB_TOKEN.
 */
export async function whoAmI(github: GitHub): Promise<string> {
  try {
    const { data } = await github.request('GET /user');
    return data.login;
  } catch {
    // Refused: not a person.
  }
  try {
    const { viewer } = await github.graphql<{ viewer: { login: string } }>('{ viewer { login } }');
    return viewer.login;
  } catch {
    return WORKFLOW;
  }
}
