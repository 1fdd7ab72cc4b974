import { describe, expect, it } from 'vitest';
import { permissionLine } from './permissions.ts';

describe('permissionLine', () => {
  it.each([
    ['POST', 'issues/41/comments', 'pull-requests: write'],
    ['PATCH', 'issues/comments/7', 'pull-requests: write'],
    ['GET', 'issues/41/comments?per_page=100&page=3', 'pull-requests: write'],
    ['GET', 'pulls/41', 'pull-requests: read'],
    ['POST', 'pulls', 'pull-requests: write'],
    ['GET', 'commits/3f2c1aa/pulls', 'pull-requests: read'],
    ['POST', 'issues', 'issues: write'],
    ['POST', 'check-runs', 'checks: write'],
    ['GET', 'commits/feature/x/check-runs', 'checks: read'],
    ['POST', 'statuses/3f2c1aa', 'statuses: write'],
    ['POST', 'deployments', 'deployments: write'],
    ['POST', 'actions/workflows/train.yml/dispatches', 'actions: write'],
    ['GET', 'actions/runs/42/artifacts', 'actions: read'],
    ['POST', 'attestations', 'attestations: write'],
    ['GET', 'contents/runs/m/3f/3f2c1aa.json', 'contents: read'],
    ['GET', 'commits/3f2c1aa', 'contents: read'],
    ['PATCH', 'git/refs/heads/x', 'contents: write'],
  ])('%s %s needs %s', (method, path, line) => {
    expect(permissionLine(method, `https://github.example.com/api/v3/repos/octo-org/models/${path}`)).toBe(
      line,
    );
  });

  it('knows no line for what is not in a repository', () => {
    expect(permissionLine('GET', 'https://api.github.com/user')).toBeUndefined();
  });
});
