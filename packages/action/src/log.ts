import { randomUUID } from 'node:crypto';
import * as core from '@actions/core';
import { commandless } from '@assay/report';
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
      core.info(commandless(message));
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
      core.startGroup(commandless(name));
      try {
        return await step();
      } finally {
        listen();
        core.endGroup();
      }
    },
  };
}
