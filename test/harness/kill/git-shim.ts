import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../parts/find-program.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/**
 * A `git` to put first on PATH. It counts the commands of the process that calls it, and after one of them kills the process
 * group that it is in, itself included: the process must have been started in a group of its own.
 */
export class GitShim {
  /** The folder for PATH. */
  readonly folder = temporaryFolder('git-shim');
  readonly #steps = join(this.folder, 'steps');
  readonly #plan = join(this.folder, 'plan');

  constructor() {
    const real = findProgram('git');
    if (real === undefined) throw new Error('git is not on PATH');
    mkdirSync(this.#steps);
    writeFileSync(this.#plan, '');
    writeFileSync(join(this.folder, 'git'), script(real, this.#steps, this.#plan));
    chmodSync(join(this.folder, 'git'), 0o755);
  }

  /** The commands so far, each as one line: what follows a line end within an argument is left out. */
  get commands(): string[] {
    const numbers = readdirSync(this.#steps)
      .map(Number)
      .toSorted((a, b) => a - b);
    return numbers.map((number) => readFileSync(join(this.#steps, String(number)), 'utf8').trimEnd());
  }

  /** Kills when a command that is still to come, by its number from 1, is done. */
  killAfter(command: number): void {
    writeFileSync(this.#plan, `${command}\n`);
  }

  /** Counts from the beginning, and kills no more. */
  reset(): void {
    writeFileSync(this.#plan, '');
    rmSync(this.#steps, { recursive: true });
    mkdirSync(this.#steps);
  }
}

// Only what every POSIX shell has built in: PATH may hold nothing else, and a step should cost no more than git itself.
function script(real: string, steps: string, plan: string): string {
  return `#!/bin/sh
line=
for word do
  line="$line\${word%%
*} "
done
set -C
number=1
until { printf '%s\\n' "$line" > '${steps}'/"$number"; } 2>/dev/null; do number=$((number + 1)); done
read -r at < '${plan}'
[ "$at" = "$number" ] || exec '${real}' "$@"
'${real}' "$@"
kill -KILL 0
`;
}
