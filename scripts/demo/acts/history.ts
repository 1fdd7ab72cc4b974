import { globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../test/harness/index.ts';
import { OUT, type Stage } from '../stage.ts';
import { heading, say } from '../terminal.ts';

const cli = join(import.meta.dirname, '../../../packages/cli/src/main.ts');

/** What the ledger says of all that, as anybody with a clone can read it: in the terminal, and as one HTML file. */
export async function tellHistory(stage: Stage, newestFirst: readonly string[]): Promise<void> {
  heading('assay history, in the clone of the colleague');
  // What is not in the ledger: records of pull requests, and the evidence of drift by day.
  const reports = globSync(['*/run.json', 'drift/*.json'], { cwd: OUT }).map((path) => join(OUT, path));
  const args = [cli, 'history', '--html', join(OUT, 'history.html'), '--reports', ...reports];
  const { stdout, stderr, exitCode } = await run(process.execPath, args, {
    cwd: stage.colleague.path,
    mayFail: true,
  });
  const [, ...lines] = stdout.split('\n\n')[0]?.split('\n') ?? [];
  say(stdout.split('\n\n')[0]?.replaceAll(/^/gm, '  '));
  const versions = lines.map((line) => line.split(/ +/)[1]);
  stage.must(
    exitCode === 0 &&
      versions.join() === newestFirst.join() &&
      /now .* healthy \(rollback\)$/.test(lines[0] ?? ''),
    `history says so too: ${newestFirst[0]} is in service again`,
    stderr,
  );
}
