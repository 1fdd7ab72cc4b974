import type { Git } from '@assay/registry';
import { visible } from '@assay/report';

/** Lines of a file's diff that are shown; a batch of rows has thousands. */
const MOST_LINES = 40;

/**
 * What differs between two commits, for a person to look at: how much in each file, and where each file's diff begins.
 * It goes to a terminal, and what the batch holds is somebody else's: of its lines only the tabs stay what they are.
 */
export async function shortDiff(git: Git, from: string, to: string): Promise<string> {
  const options = ['--no-color', '--no-ext-diff', '--no-textconv', from, to];
  const stat = await git.run(['diff', '--stat', ...options]);
  const diff = await git.run(['diff', ...options]);
  // A line of a file's content begins with a space, a plus or a minus. For "^" a carriage return would begin one too.
  const files = diff.split(/(?<=\n)(?=diff --git )/).filter((file) => file !== '');
  return [shown(stat), ...files.map(beginning)].join('\n');
}

function beginning(diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const left = lines.length - MOST_LINES;
  const first = shown(lines.slice(0, MOST_LINES).join('\n'));
  return `${first}\n${left > 0 ? `… and ${left} more lines\n` : ''}`;
}

function shown(lines: string): string {
  return lines
    .split(/([\n\t])/)
    .map((part, place) => (place % 2 === 1 ? part : visible(part)))
    .join('');
}
