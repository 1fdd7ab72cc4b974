import { type KillRow, killTable } from '../../test/harness/index.ts';

/** What came of one writer. */
export interface Found {
  writer: string;
  killed: KillRow[];
  together: KillRow[];
}

const INTRODUCTION = `<!-- written by \`pnpm faults\` -->

# Killed at every step

Whatever writes where others read is killed without warning (SIGKILL to it and to all that it started) before and after each
request, and after each git command, that may change something, in a fresh world each time, and run again to its end. The end
is compared with that of a run that nothing disturbed: refs, tags with their messages, all files of the ledger, deployments and
their states, pull requests with text, labels and comments, and the service itself; without times, ids of deployments and
numbers of commits. *Before* a request, the server never gets it; *after*, it has been done, and the answer never arrives.
A run is also started again after an undisturbed one ("nowhere"), and as two runs at the same time. A deployment that failed
is tried again when it is started again: there the end of two such tries is right too.

These are the built actions with real git over HTTP, against the stand-in of GitHub in test/harness/github.
`;

/** The page of all writers: how many places and ends, then each place. */
export function faultsPage(found: readonly Found[]): string {
  const summary = found.map(({ writer, killed, together }) => {
    const places = killed.filter((row) => row.killed);
    const same = (rows: readonly KillRow[]) => `${rows.filter(({ good }) => good).length} of ${rows.length}`;
    return `| ${writer} | ${places.length} | ${same(killed)} | ${same(together)} |`;
  });
  const head = ['| writer | places killed at | the same end | twice at once |', '|---|--:|--:|--:|'];
  const each = found.map(({ writer, killed, together }) => {
    const table = killTable([...killed, ...together]);
    return `## ${writer}\n\n<details><summary>each place</summary>\n\n${table}\n\n</details>\n`;
  });
  return [INTRODUCTION, [...head, ...summary, ''].join('\n'), ...each].join('\n');
}
