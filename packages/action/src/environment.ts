import type { RunnerVariables } from './trigger.ts';

/** What a step's own machinery uses, and a user's command has no business with. */
const own = /^(INPUT_|ACTIONS_|GITHUB_(OUTPUT|STATE|ENV|PATH|STEP_SUMMARY)$)/;

/** The runner's environment for the user's commands. */
export function commandEnvironment(variables: RunnerVariables): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !own.test(name)));
}

/**
 * The environment of git: the token goes in as a header for this server alone, by GIT_CONFIG_*, which is neither written
 * to a file nor seen on a command line.
 */
export function gitEnvironment(variables: RunnerVariables, token: string | undefined): NodeJS.ProcessEnv {
  const environment = commandEnvironment(variables);
  if (token === undefined) return environment;
  const count = Number(environment['GIT_CONFIG_COUNT'] ?? 0);
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    ...environment,
    GIT_CONFIG_COUNT: String(count + 1),
    [`GIT_CONFIG_KEY_${count}`]: `http.${variables['GITHUB_SERVER_URL'] ?? 'https://github.com'}/.extraheader`,
    [`GIT_CONFIG_VALUE_${count}`]: `AUTHORIZATION: basic ${basic}`,
  };
}
