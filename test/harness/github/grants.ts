/** The names under `permissions:` in a workflow. */
export type Permission =
  | 'administration'
  | 'actions'
  | 'attestations'
  | 'checks'
  | 'contents'
  | 'deployments'
  | 'issues'
  | 'metadata'
  | 'pull-requests'
  | 'statuses';

const SETTINGS = /^\/(environments\/|actions\/permissions|branches\/.+\/protection|rulesets)/;

export type Level = 'read' | 'write';

/** Who a token is and what it may do. What is not named it may not do, as under `permissions:`. */
export interface Grant {
  /** A login that ends in `[bot]` is an integration, as GITHUB_TOKEN is. */
  login: string;
  /** `admin`: everything, also what belongs to others. */
  permissions: 'admin' | Partial<Record<Permission, Level>>;
  /** The repositories that it reaches; by default all. */
  repositories?: readonly string[];
}

export interface Requirement {
  /** Any one of these is enough. */
  permissions: Permission[];
  level: Level;
}

// First match wins. Source: "Permissions required for fine-grained personal access tokens" (docs.github.com/rest).
const RULES: [path: RegExp, permissions: Permission[]][] = [
  [/^\/issues(\/|$)/, ['issues', 'pull-requests']],
  [/^\/labels(\/|$)/, ['issues', 'pull-requests']],
  [/^\/pulls\/\d+\/merge$/, ['contents']],
  [/^\/pulls(\/|$)/, ['pull-requests']],
  [/^\/commits\/[^/]+\/pulls$/, ['pull-requests']],
  [/^\/(check-runs|check-suites|commits\/.+\/check-(runs|suites))(\/|$)/, ['checks']],
  [/^\/(statuses\/|commits\/.+\/status(es)?$)/, ['statuses']],
  [/^\/deployments(\/|$)/, ['deployments']],
  [/^\/(actions|environments)(\/|$)/, ['actions']],
  [/^\/attestations(\/|$)/, ['attestations']],
  [/^\/(contents|git|branches|commits|compare|merges|releases|tags|dispatches|readme)(\/|$)/, ['contents']],
];

/** What a request within a repository needs; `rest` is the path behind /repos/{owner}/{repo}. */
export function requirementOf(method: string, rest: string): Requirement {
  const writes = method !== 'GET' && method !== 'HEAD';
  // Environments are read by whoever may read actions; everything else of a repository's settings is its administrators'.
  const isSetting = SETTINGS.test(rest) && (writes || !rest.startsWith('/environments'));
  if (isSetting) return { permissions: ['administration'], level: writes ? 'write' : 'read' };
  const permissions = RULES.find(([pattern]) => pattern.test(rest))?.[1] ?? ['metadata'];
  return { permissions, level: writes ? 'write' : 'read' };
}

/** Whether the token may do it. Every token may read metadata. */
export function allows(grant: Grant, { permissions, level }: Requirement): boolean {
  const granted = grant.permissions;
  if (granted === 'admin') return true;
  return permissions.some((permission) => {
    if (permission === 'metadata' && level === 'read') return true;
    return granted[permission] === 'write' || (level === 'read' && granted[permission] === 'read');
  });
}

/** The header by which GitHub names what a refused request would have needed. */
export function acceptedPermissions({ permissions, level }: Requirement): string {
  return permissions.map((permission) => `${permission.replaceAll('-', '_')}=${level}`).join('; ');
}
