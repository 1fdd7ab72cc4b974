import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Git } from '../git/git.ts';
import { cloneForEach, env, git, record, withPredictions } from '../testing/ledger-clone.ts';

const at = cloneForEach();

test('a remote that refuses the push is named, with the permission to add', async () => {
  const head = at.commit('one');
  writeFileSync(join(at.remote, 'hooks/pre-receive'), '#!/bin/sh\necho "Permission denied" >&2; exit 1\n', {
    mode: 0o755,
  });
  await expect((await at.open()).record(record(head), undefined)).rejects.toMatchObject({
    code: 'ledger-refused',
  });
});

test('an unreachable remote is an error at first, and a stale copy later', async () => {
  const head = at.commit('one');
  await (await at.open()).record(record(head), undefined);
  git(at.work, 'remote', 'set-url', 'origin', join(at.folder, 'gone.git'));
  const ledger = await at.open();
  expect(ledger.freshness).toBe('stale');
  expect(await ledger.findBaseline('tip-predictor', head)).toMatchObject({ behind: 0 });
  rmSync(join(at.work, '.git/assay'), { recursive: true });
  await expect(at.open()).rejects.toMatchObject({ code: 'ledger-unreachable' });
});

test('a record that stands under the name of another commit is refused', async () => {
  const first = at.commit('one');
  const second = at.commit('two');
  const ledger = await at.open();
  await ledger.record(record(first), undefined);
  git(at.work, 'fetch', '-q', 'origin', 'assay-ledger');
  git(at.work, 'checkout', '-q', '--detach', 'FETCH_HEAD');
  const folder = join(at.work, 'runs/tip-predictor');
  const name = (sha: string) => join(folder, sha.slice(0, 2), `${sha}.json`);
  mkdirSync(join(folder, second.slice(0, 2)), { recursive: true });
  renameSync(name(first), name(second));
  git(at.work, 'add', '-A');
  git(at.work, 'commit', '-qm', 'forged');
  git(at.work, 'push', '-q', 'origin', 'HEAD:assay-ledger');
  git(at.work, 'checkout', '-q', 'main');
  const forged = (await at.open()).findBaseline('tip-predictor', second);
  await expect(forged).rejects.toMatchObject({ code: 'ledger-wrong-record' });
});

test('a ledger that was there and is gone is told, with how to bring it back', async () => {
  const head = at.commit('one');
  await (await at.open()).record(record(head), undefined);
  git(at.remote, 'update-ref', '-d', 'refs/heads/assay-ledger');
  await expect(at.open()).rejects.toMatchObject({
    code: 'ledger-gone',
    fix: expect.stringMatching(
      /-f ref=refs\/heads\/assay-ledger -f sha=[0-9a-f]{40}\), or remove \S+\/ledger\.git to begin anew$/,
    ),
  });
});

test('a ledger that was begun before there was a remote is pushed to it as the refusal says', async () => {
  const head = at.commit('one');
  git(at.work, 'remote', 'remove', 'origin');
  await (await at.open()).record(withPredictions(head, new Uint8Array([1])), new Uint8Array([1]));
  git(at.work, 'tag', 'tip-predictor@v0.0.1');
  git(at.work, 'remote', 'add', 'origin', at.remote);
  const refusal = await at.open().catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: 'ledger-gone',
    message: expect.stringContaining('in this repository'),
  });
  const command = /git (push .*)$/.exec((refusal as { fix: string }).fix)?.[1] ?? '';
  git(at.work, ...command.replaceAll("'", '').split(' '));
  const ledger = await at.open();
  expect(await ledger.findBaseline('tip-predictor', head)).toMatchObject({ behind: 0 });
  expect(git(at.remote, 'for-each-ref', '--format=%(refname)')).toMatch(
    /refs\/assay\/predictions\/.*\nrefs\/heads\/assay-ledger\n(.*\n)*refs\/tags\/tip-predictor@v0.0.1/,
  );
});

test('a damaged ledger is named, and what to remove from it', async () => {
  const head = at.commit('one');
  const ledger = await at.open();
  const { append } = await import('./append.ts');
  const { Mirror } = await import('./mirror.ts');
  const mirror = await Mirror.open({
    git: new Git({ cwd: at.work, env }),
    folder: join(at.work, '.git/assay/ledger.git'),
    remote: at.remote,
  });
  const path = `runs/tip-predictor/${head.slice(0, 2)}/${head}.json`;
  await append(
    mirror,
    { [path]: () => 'garbage', 'predictions/tip-predictor.json': () => 'garbage' },
    'damage',
  );
  await expect((await at.open()).findBaseline('tip-predictor', head)).rejects.toMatchObject({
    code: 'ledger-damaged',
  });
  await expect(
    ledger.record(withPredictions(head, new Uint8Array([1])), new Uint8Array([1])),
  ).rejects.toMatchObject({
    code: 'ledger-damaged',
  });
});
