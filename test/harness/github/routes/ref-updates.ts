import { type Answer, refusal } from '../answer.ts';
import { changeRef } from '../ref-changes.ts';
import type { ApiRequest, Route, World } from '../world.ts';
import { describeRef } from './git-data.ts';

const REFS = '/repos/{owner}/{repo}/git/refs';

/** Refs that are made, moved and deleted by the API. */
export const refUpdateRoutes: Route[] = [
  { method: 'POST', template: REFS, answer: create },
  { method: 'PATCH', template: `${REFS}/{ref}`, answer: move },
  {
    method: 'DELETE',
    template: `${REFS}/{ref}`,
    answer: async ({ repository, params, grant }, world) => {
      const ref = `refs/${params['ref']}`;
      const before = await objectOf(repository, ref, world);
      if (before === undefined) return refusal(422, 'Reference does not exist');
      const refused = await changeRef({ repository, ref, before, after: undefined }, grant, world);
      return refused ?? { status: 204 };
    },
  },
];

async function create(request: ApiRequest, world: World): Promise<Answer> {
  const { repository, body, grant } = request;
  const [ref, sha] = [String(body['ref']), String(body['sha'])];
  if (!/^refs\/(heads|tags)\/./.test(ref))
    return refusal(422, 'Reference name must start with refs/heads/ or refs/tags/.');
  if ((await world.git.ask(repository, 'check-ref-format', ref)) === undefined)
    return refusal(422, `${ref} is not a valid ref name.`);
  const unfit = await whyUnfit(repository, ref, sha, world);
  if (unfit !== undefined) return unfit;
  if ((await objectOf(repository, ref, world)) !== undefined) return refusal(422, 'Reference already exists');
  const refused = await changeRef({ repository, ref, before: undefined, after: sha }, grant, world);
  return refused ?? { status: 201, body: (await describeRef(request, ref, world)) ?? null };
}

async function move(request: ApiRequest, world: World): Promise<Answer> {
  const { repository, params, body, grant } = request;
  const [ref, sha] = [`refs/${params['ref']}`, String(body['sha'])];
  const before = await objectOf(repository, ref, world);
  if (before === undefined) return refusal(422, 'Reference does not exist');
  const unfit = await whyUnfit(repository, ref, sha, world);
  if (unfit !== undefined) return unfit;
  const isForward =
    (await world.git.ask(repository, 'merge-base', '--is-ancestor', before, sha)) !== undefined;
  if (!isForward && body['force'] !== true) return refusal(422, 'Update is not a fast forward');
  const refused = await changeRef({ repository, ref, before, after: sha }, grant, world);
  return refused ?? { status: 200, body: (await describeRef(request, ref, world)) ?? null };
}

async function whyUnfit(
  repository: string,
  ref: string,
  sha: string,
  world: World,
): Promise<Answer | undefined> {
  const type = /^[0-9a-f]{40}$/.test(sha)
    ? await world.git.ask(repository, 'cat-file', '-t', sha)
    : undefined;
  if (type === undefined) return refusal(422, 'Object does not exist');
  return ref.startsWith('refs/heads/') && type !== 'commit'
    ? refusal(422, 'Reference cannot be updated: a branch names a commit')
    : undefined;
}

function objectOf(repository: string, ref: string, { git }: World): Promise<string | undefined> {
  return git.ask(repository, 'show-ref', '--verify', '--hash', ref);
}
