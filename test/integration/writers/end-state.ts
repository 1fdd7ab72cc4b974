import type { GitHub } from '../../harness/index.ts';

interface Named {
  id: number;
  number: number;
  title: string;
  body: string;
  state: string;
  sha: string;
  ref: string;
  environment: string;
  labels: { name: string }[];
  head: { ref: string };
}

/** All that the writers leave on a server: refs with what they hold, the ledger, deployments and pull requests. */
export async function endState(github: GitHub): Promise<object> {
  return {
    refs: await refs(github),
    ledger: await ledger(github),
    deployments: await deployments(github),
    pulls: await pulls(github),
  };
}

async function refs({ git, repository }: GitHub): Promise<Record<string, object>> {
  const format = '--format=%(refname)%00%(objecttype)%00%(objectname)%00%(*objectname)%00%(contents)%01';
  const listed = (await git.run(repository, 'for-each-ref', format))
    .split('\u0001')
    .map((one) => one.trimStart());
  const found: Record<string, object> = {};
  for (const line of listed) {
    const [name = '', type = '', object = '', of = '', message = ''] = line.split('\0');
    if (name === '' || name === 'refs/heads/assay-ledger' || name.startsWith('refs/pull/')) continue;
    if (type === 'tag') found[name] = { of, message };
    // The tree tells the content; as Base64 it is not taken for the number of a commit.
    else found[name] = { tree: encoded(await git.run(repository, 'rev-parse', `${object}^{tree}`)), message };
  }
  return found;
}

async function ledger({ git, repository }: GitHub): Promise<Record<string, unknown>> {
  const paths = (await git.ask(repository, 'ls-tree', '-r', '--name-only', 'assay-ledger')) ?? '';
  const found: Record<string, unknown> = {};
  for (const path of paths.split('\n').filter(Boolean))
    found[path] = JSON.parse(await git.run(repository, 'show', `assay-ledger:${path}`));
  return found;
}

async function deployments(github: GitHub): Promise<object[]> {
  const all = await list(github, '/deployments?per_page=100');
  return Promise.all(
    all.map(async ({ id, environment, ref, sha }) => {
      // How often a state was said does not matter, only the last.
      const [latest] = await list(github, `/deployments/${id}/statuses`);
      return { environment, ref, sha, state: latest?.state ?? 'pending' };
    }),
  );
}

async function pulls(github: GitHub): Promise<object[]> {
  const all = await list(github, '/pulls?state=all&per_page=100');
  return Promise.all(
    all.map(async ({ number, title, body, state, labels, head }) => ({
      title,
      body,
      state,
      labels: labels.map(({ name }) => name),
      head: head.ref,
      comments: (await github.comments(number)).map((comment) => comment.body),
    })),
  );
}

async function list(github: GitHub, path: string): Promise<Named[]> {
  return (await github.call('GET', `/repos/${github.repository}${path}`)) as unknown as Named[];
}

function encoded(sha: string): string {
  return Buffer.from(sha, 'hex').toString('base64');
}
