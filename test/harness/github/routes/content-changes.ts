import { randomUUID } from 'node:crypto';
import { gitEnvironment } from '../../git/index.ts';
import { run } from '../../process.ts';
import { type Answer, notFound, refusal } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { changeRef } from '../ref-changes.ts';
import type { ApiRequest, Route, World } from '../world.ts';
import { describeFile } from './contents.ts';
import { describeCommit } from './git-data.ts';

const PATH = '/repos/{owner}/{repo}/contents/{path}';

/** One file committed to a branch by the API: over another only by naming what it replaces. */
export const contentChangeRoutes: Route[] = [
  { method: 'PUT', template: PATH, answer: (request, world) => change(request, world) },
  { method: 'DELETE', template: PATH, answer: (request, world) => change(request, world) },
];

async function change(request: ApiRequest, world: World): Promise<Answer> {
  const { method, repository, params, body, grant } = request;
  const branch = String(body['branch'] ?? 'main');
  const ref = `refs/heads/${branch}`;
  const before = await world.git.branch(repository, branch);
  if (before === undefined) return refusal(404, `Branch ${branch} not found`);
  const path = params['path'] ?? '';
  const there = await world.git.ask(repository, 'rev-parse', '--verify', '--quiet', `${before}:${path}`);
  if (method === 'DELETE' && there === undefined) return notFound();
  if (there !== undefined && body['sha'] === undefined)
    return refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (body['sha'] !== undefined && body['sha'] !== there)
    return refusal(409, `${path} does not match ${String(body['sha'])}`);

  const content = Buffer.from(String(body['content'] ?? ''), 'base64');
  if (method === 'PUT' && content.toString('base64') !== String(body['content']).replaceAll(/\s/g, ''))
    return refusal(422, 'content is not valid Base64');
  const after = await commitFile(request, before, path, method === 'PUT' ? content : undefined, world);
  const refused = await changeRef({ repository, ref, before, after }, grant, world);
  if (refused !== undefined) {
    const { message } = refused.body as { message: string };
    return refusal(409, `Could not ${there === undefined ? 'create' : 'update'} file: ${message}`);
  }
  const commit = (await describeCommit(repository, after, world)) as { commit: JsonObject } & JsonObject;
  const file = method === 'PUT' ? await describeFile(repository, after, path, world) : null;
  const described = { ...commit, ...commit.commit };
  return { status: there === undefined ? 201 : 200, body: { content: file, commit: described } };
}

/** Makes the commit in git without a work tree, and answers it; no branch has it yet. */
async function commitFile(
  { repository, body, grant }: ApiRequest,
  before: string,
  path: string,
  content: Buffer | undefined,
  { git }: World,
): Promise<string> {
  const ref = `refs/stand-in/${randomUUID()}`;
  const { name = grant.login, email = `${grant.login}@users.noreply.github.com` } = (body['committer'] ??
    {}) as { name?: string; email?: string };
  const message = Buffer.from(String(body['message']));
  const head = [
    `commit ${ref}`,
    `committer ${name} <${email}> ${Math.floor(Date.now() / 1000)} +0000`,
    `data ${message.length}`,
  ];
  const quoted = `"${path.replaceAll(/["\\]/g, '\\$&')}"`;
  const file =
    content === undefined
      ? Buffer.from(`D ${quoted}\n`)
      : Buffer.concat([
          Buffer.from(`M 100644 inline ${quoted}\ndata ${content.length}\n`),
          content,
          Buffer.from('\n'),
        ]);
  const input = Buffer.concat([
    Buffer.from(`${head.join('\n')}\n`),
    message,
    Buffer.from(`\nfrom ${before}\n`),
    file,
  ]);
  await run('git', ['fast-import', '--quiet'], { cwd: git.path(repository), env: gitEnvironment(), input });
  const sha = await git.run(repository, 'rev-parse', ref);
  await git.run(repository, 'update-ref', '-d', ref);
  return sha;
}
