import { expect, test } from 'vitest';
import { line } from '../document/spans.ts';
import { htmlTable } from './blocks.ts';

test('a sentence in a table keeps room where the page is narrow, a word does not', () => {
  const sentence = 'look for rows that were loaded twice, or name the key';
  const columns = ['column', 'check', 'what to do'].map((title) => ({ title, align: 'left' as const }));
  const cells = ['label', 'unique', sentence].map((text) => line(text));
  const html = htmlTable({ kind: 'table', caption: 'What to do', columns, rows: [{ tone: 'plain', cells }] });
  expect(html).toContain('<td class="left">unique</td>');
  expect(html).toContain(`<td class="left long">${sentence}</td>`);
});
