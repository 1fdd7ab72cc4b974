import type { Git } from '@assay/registry';

/** Lines of a file's diff that are shown; a batch of rows has thousands. */
const MOST_LINES = 40;

/** What differs between two commits, for a person to look at: how much in each file, and where each file's diff begins. */
export async function shortDiff(git: Git, from: string, to: string): Promise<string> {
  const options = ['--no-color', '--no-ext-diff', '--no-textconv', from, to];
  const stat = await git.run(['diff', '--stat', ...options]);
  const diff = await git.run(['diff', ...options]);
  // A line of a file's content begins with a space, a plus or a minus.
  const files = diff.split(/^(?=diff --git )/m).filter((file) => file !== '');
  return [stat, ...files.map(beginning)].join('\n');
}

function beginning(diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const left = lines.length - MOST_LINES;
  const shown = lines.slice(0, MOST_LINES);
  return `${[...shown, ...(left > 0 ? [`… and ${left} more lines`] : [])].join('\n')}\n`;
}
