import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { digestInputs } from './files/inputs.ts';

const LOCK_FILE =
  /^(requirements.*\.txt|uv\.lock|poetry\.lock|Pipfile\.lock|environment\.ya?ml|conda-lock\.yml|pyproject\.toml)$/;

/** Interpreters by their plain name, as a word of the command. */
const INTERPRETER = /(?<![\w./-])(python[\d.]*|node)(?![\w/-]|\.\w)/g;

/** They choose an interpreter of their own: the one on the PATH would be the wrong answer, and none is better. */
const LAUNCHER = /\b((uv|poetry|pipenv|pdm|hatch|rye|conda|mamba|micromamba|pixi) run|activate)\b/;

const VERSION_TIMEOUT_MS = 10_000;

/**
 * What a command runs on: versions of the interpreters that it names, and digests of the known lock and requirements
 * files at the root. Never a value of an environment variable.
 */
export async function describeEnvironment(
  root: string,
  command: string,
  environment: NodeJS.ProcessEnv,
): Promise<Record<string, string>> {
  const entries = await readdir(root, { withFileTypes: true });
  const locks = entries
    .filter((entry) => entry.isFile() && LOCK_FILE.test(entry.name))
    .map(({ name }) => name);
  const described: Record<string, string> = await digestInputs(root, locks.sort());
  if (LAUNCHER.test(command)) return described;
  for (const [, name = ''] of command.matchAll(INTERPRETER)) {
    const version = await versionOf(name, root, environment);
    if (version !== undefined) described[name] = version;
  }
  return described;
}

function versionOf(program: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { cwd, env, timeout: VERSION_TIMEOUT_MS, maxBuffer: 1 << 16 };
    execFile(program, ['--version'], options, (error, stdout, stderr) => {
      // Old Pythons say it on standard error.
      const version = /\d+(\.\d+)+\S*/.exec(`${stdout} ${stderr}`)?.[0];
      resolve(error ? undefined : version);
    });
  });
}
