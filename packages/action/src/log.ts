import { randomUUID } from 'node:crypto';
import * as core from '@actions/core';
import type { Log } from '@assay/verbs';

/** The job's log. While the user's command prints, the runner takes no workflow commands from it. */
export function jobLog(): Log {
  let resume: string | null = null;
  const listen = () => {
    if (resume !== null) process.stdout.write(`\n::${resume}::\n`);
    resume = null;
  };
  return {
    info(message) {
      listen();
      core.info(oneCommandless(message));
    },
    warn(message) {
      listen();
      core.warning(message);
    },
    output(chunk) {
      if (resume === null) {
        resume = randomUUID();
        process.stdout.write(`::stop-commands::${resume}\n`);
      }
      process.stdout.write(chunk);
    },
    async group(name, step) {
      core.startGroup(oneCommandless(name));
      try {
        return await step();
      } finally {
        listen();
        core.endGroup();
      }
    },
  };
}

/** A text in which no line is a workflow command. */
function oneCommandless(text: string): string {
  // The runner trims what .NET takes for white space: U+0085 too.
  return text.replaceAll(/^([\s\u0085]*)::/gm, '$1:\u200b:').replaceAll('##[', '#\u200b#[');
}
