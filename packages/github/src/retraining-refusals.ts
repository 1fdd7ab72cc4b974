import { UserError } from '@assay/contract';

/** A refusal that stands in the settings, not in the permissions: said as such. Any other error comes back as it is. */
export function mayNotOpenPulls(error: unknown): unknown {
  const said = error instanceof UserError && error.code === 'github-permission' ? error.message : '';
  if (!/not permitted to create or approve pull requests/i.test(said)) return error;
  return new UserError(
    'actions-may-not-open-pulls',
    'GitHub Actions may not open pull requests in this repository',
    {
      fix:
        'tick "Allow GitHub Actions to create and approve pull requests" under Settings, Actions, General, Workflow ' +
        "permissions (an organisation's settings may hold it back), or give the input `token` that of a GitHub App",
      cause: error,
    },
  );
}
