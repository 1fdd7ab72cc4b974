import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';

/** What GitHub knows about the run. Everything has a default that a test overrides where it matters. */
export interface WorkflowRun {
  repository?: string;
  sha?: string;
  ref?: string;
  headRef?: string;
  baseRef?: string;
  eventName?: string;
  runId?: number;
  runNumber?: number;
  runAttempt?: number;
  workflow?: string;
  job?: string;
  actor?: string;
  serverUrl?: string;
}

/** Where the stand-in of GitHub answers, and as whom the step calls it. */
export interface GitHubAccess {
  url: string;
  token: string;
}

export interface Folders {
  workspace: string;
  temp: string;
  toolCache: string;
  home: string;
  eventPath: string;
}

/** The default variables of a step on a Linux runner (docs.github.com: "Default environment variables"). */
export function githubVariables(
  run: WorkflowRun,
  folders: Folders,
  access: GitHubAccess | undefined,
): Record<string, string> {
  const {
    repository = 'octo-org/models',
    ref = 'refs/heads/main',
    runId = 42,
    workflow = 'CI',
    actor = 'octocat',
  } = run;
  const serverUrl = run.serverUrl ?? 'https://github.com';
  const apiUrl = access?.url ?? 'https://api.github.com';
  const variables: Record<string, string> = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: actor,
    GITHUB_TRIGGERING_ACTOR: actor,
    GITHUB_API_URL: apiUrl,
    GITHUB_GRAPHQL_URL: `${apiUrl}/graphql`,
    GITHUB_SERVER_URL: serverUrl,
    GITHUB_BASE_REF: run.baseRef ?? '',
    GITHUB_HEAD_REF: run.headRef ?? '',
    GITHUB_EVENT_NAME: run.eventName ?? 'push',
    GITHUB_EVENT_PATH: folders.eventPath,
    GITHUB_JOB: run.job ?? 'test',
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: dirname(repository),
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: String(run.runAttempt ?? 1),
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_NUMBER: String(run.runNumber ?? 7),
    GITHUB_SHA: run.sha ?? '0'.repeat(40),
    GITHUB_WORKFLOW: workflow,
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/ci.yml@${ref}`,
    GITHUB_WORKSPACE: folders.workspace,
    HOME: folders.home,
    PATH: process.env['PATH'] ?? '',
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'test runner',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: folders.toolCache,
  };
  if (access !== undefined) {
    variables['ACTIONS_RESULTS_URL'] = `${access.url}/`;
    variables['ACTIONS_RUNTIME_TOKEN'] = runtimeToken(runId);
  }
  return variables;
}

/** A runtime token as the artifact client reads it: it names the run and the job, and is signed by nobody. */
export function runtimeToken(runId: number, job: string = randomUUID()): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ scp: `Actions.Results:${runId}:${job}` })}.stand-in`;
}
