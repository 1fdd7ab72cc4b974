import { Git } from '@assay/registry';
import { gitEnvironment, NASTY_STRINGS, temporaryRepository } from '@assay/test';
import { expect, test } from 'vitest';
import { shortDiff } from './open-retraining-pr-diff.ts';

/** The diff of the last of two commits. */
async function diffOf(before: Record<string, string>, after: Record<string, string>): Promise<string> {
  const repository = await temporaryRepository();
  await repository.commit('before', before);
  await repository.commit('after', after);
  return shortDiff(new Git({ cwd: repository.path, env: gitEnvironment() }), 'HEAD~1', 'HEAD');
}

test('what a terminal obeys is shown, and tabs stay', async () => {
  const after = 'a\tb\n\u001b[2J\u001b]0;owned\u0007\tc\nuser\u202Enimda\nsecret\rharmless\n';
  const diff = await diffOf({ 'rows.tsv': 'a\tb\n' }, { 'rows.tsv': after });
  const added = ['+\\u{1b}[2J\\u{1b}]0;owned\\u{7}\tc', '+user\\u{202e}nimda', '+secret harmless'];
  expect(diff).toContain(`\n a\tb\n${added.join('\n')}\n`);
});

test('whatever is written, there are lines and tabs, and nothing else that controls', async () => {
  const files = NASTY_STRINGS.map(({ value }, index) => [`${index}.txt`, `${value}\n`]);
  const diff = await diffOf({ 'a.txt': 'a\n' }, Object.fromEntries(files));
  expect(diff.match(/^diff --git /gm)).toHaveLength(files.length);
  expect(diff.replaceAll(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
});

test('a line that pretends to begin another file does not lengthen the diff', async () => {
  const lines = Array.from({ length: 500 }, (_, i) => `${i}\rdiff --git a/x b/x\u2028diff --git a/x b/x\n`);
  const diff = await diffOf({ 'a.txt': '' }, { 'a.txt': lines.join('') });
  expect(diff.split('\n').length).toBeLessThan(60);
  expect(diff).toMatch(/… and \d+ more lines/);
});
