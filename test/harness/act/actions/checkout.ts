/**
 * Stands in for actions/checkout: one commit of the run's repository by default, detached or on its branch, and a token
 * that it does not leave behind.
 */
import * as core from '@actions/core';
import { run } from '../../process.ts';

const {
  GITHUB_SERVER_URL,
  GITHUB_REPOSITORY,
  GITHUB_REF = '',
  GITHUB_SHA = '',
  GITHUB_WORKSPACE = '',
} = process.env;
const depth = Number(core.getInput('fetch-depth') || 1);
const ref = core.getInput('ref');
const credentials = Buffer.from(`x-access-token:${core.getInput('token')}`).toString('base64');
const header = [`http.${GITHUB_SERVER_URL}/.extraheader`, `AUTHORIZATION: basic ${credentials}`] as const;

const git = (...args: string[]) => run('git', args, { cwd: GITHUB_WORKSPACE });

await git('init', '--quiet', '--initial-branch', 'main');
await git('remote', 'add', 'origin', `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`);
if (core.getBooleanInput('persist-credentials')) await git('config', '--local', ...header);
const fetch = ['-c', header.join('='), 'fetch', '--quiet', '--no-tags'];
if (depth > 0) await git(...fetch, `--depth=${depth}`, 'origin', ref || GITHUB_SHA);
else
  await git(
    ...fetch,
    'origin',
    '+refs/heads/*:refs/remotes/origin/*',
    '+refs/tags/*:refs/tags/*',
    ref || GITHUB_SHA,
  );
const commit = depth > 0 ? 'FETCH_HEAD' : ref || GITHUB_SHA;
const branch =
  ref === '' && GITHUB_REF.startsWith('refs/heads/') ? GITHUB_REF.slice('refs/heads/'.length) : undefined;
await git(
  'checkout',
  '--quiet',
  '--force',
  ...(branch === undefined ? ['--detach'] : ['-B', branch]),
  commit,
);
core.info(`checked out ${ref || GITHUB_SHA}`);
