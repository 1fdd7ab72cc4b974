import { renderGfm } from '@assay/test';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeDocument } from '../document/compose.ts';
import type { Block } from '../document/model.ts';
import { plain } from '../document/spans.ts';
import { renderHtml } from '../html/render.ts';
import { markdownSection } from '../markdown/blocks.ts';
import { renderMarkdown } from '../markdown/render.ts';
import { renderTerminal } from '../terminal/render.ts';
import { atNow, passingRecord } from '../testing/index.ts';
import { addedSection } from './section.ts';

// What users of CML put together: `dvc metrics diff --md`, a printed report, a plot.
const report = `## Metrics

Trained on **adult**, see [the log](https://ci.example/log) and \`train.py\`.

| Path         | Metric   | HEAD   |
|:-------------|----------|-------:|
| metrics.json | accuracy | 0.8512 |
| metrics.json | a \\| b  |

\`\`\`
              precision    recall
       <=50K       0.88      0.93
\`\`\`

- first
- [x] second

1. one

![confusion](./confusion.png "Confusion")

<!-- made by a script -->
<img src="https://tracker.example/p.png">

> quoted
`;

const documentOf = async (markdown: string) =>
  composeDocument(passingRecord(), { now: atNow, added: await addedSection('out/report.md', markdown) });

function words(block: Block): string[] {
  if (block.kind === 'listing') return [...block.lines];
  if (block.kind === 'paragraph') return [plain(block.line)];
  return [
    block.columns.map(({ title, align }) => `${title} ${align}`).join(', '),
    ...block.rows.map(({ cells }) => cells.map(plain).join(', ')),
  ];
}

describe('addedSection', () => {
  it('reads headings, tables, listings, lists, links and pictures', async () => {
    const { title, summary, blocks } = await addedSection('out/report.md', report);
    expect(title).toBe('report.md');
    expect(plain(summary)).toBe('25 lines');
    expect(blocks.map(words)).toEqual([
      ['Metrics'],
      ['Trained on adult, see the log (https://ci.example/log) and train.py.'],
      ['Path left, Metric left, HEAD right', 'metrics.json, accuracy, 0.8512', 'metrics.json, a | b, '],
      ['              precision    recall', '       <=50K       0.88      0.93'],
      ['• first'],
      ['• ☑ second'],
      ['1. one'],
      ['[picture confusion: ./confusion.png]'],
      ['<img src="https://tracker.example/p.png">'],
      ['quoted'],
    ]);
  });

  it('is the last section, open, in Markdown, in HTML and on a terminal', async () => {
    const document = await documentOf(report);
    const { rows, html } = await renderGfm(renderMarkdown(document));
    expect(rows).toContainEqual(['metrics.json', 'accuracy', '0.8512']);
    expect(html).toContain('              precision    recall\n       &#x3C;=50K       0.88      0.93');
    expect(document.sections.at(-1)).toMatchObject({ id: 'added', open: true });
    const page = await renderHtml(passingRecord(), document);
    expect(page).toContain(
      '<pre>              precision    recall\n       &lt;=50K       0.88      0.93</pre>',
    );
    expect(page).toMatch(/<h2 id="added">Added text<\/h2>\n<p class="lead">report\.md<\/p>/);
    const terminal = renderTerminal(document, { width: 80, color: false });
    expect(terminal).toContain('              precision    recall\n       <=50K       0.88      0.93\n');
  });

  it('says of an empty file that it is', async () => {
    expect(await addedSection('report.md', ' \n')).toMatchObject({ blocks: [], open: false });
    expect(plain((await addedSection('report.md', '')).summary)).toBe('empty');
  });

  it.each([
    ['quotes', '>'.repeat(10_000)],
    ['lists in a line', `${'- '.repeat(10_000)}x`],
    ['lists in lists', Array.from({ length: 1000 }, (_, i) => `${'  '.repeat(i)}- x`).join('\n')],
    ['pictures of pictures', `${'!['.repeat(10_000)}x${'](u)'.repeat(10_000)}`],
    ['emphasis', `${'*a '.repeat(10_000)}${'b* '.repeat(10_000)}`],
    ['emphasis of another kind', `${'_a '.repeat(10_000)}${'b_ '.repeat(10_000)}`],
  ])('shows what would take a parser minutes, or its stack, as it stands: %s', async (_, text) => {
    expect((await addedSection('report.md', text)).blocks).toEqual([
      { kind: 'listing', lines: text.split('\n') },
    ]);
  });

  it('cannot end the listing that it is shown in, whatever fences it has', async () => {
    const { mentions } = await renderGfm(renderMarkdown(await documentOf('~~~\n````\n@octocat\n~~~~')));
    expect(mentions).toEqual([]);
  });

  it('gives way where there is no room, and that is said', async () => {
    const drawn = renderMarkdown(await documentOf('word '.repeat(20_000)), { limit: 59_000 });
    expect(Buffer.byteLength(drawn)).toBeLessThan(59_000);
    expect(drawn).toContain('left out for want of room: ');
    expect(drawn).toContain('the added text');
    expect(drawn).toContain('<strong>report.md</strong>: 1 line');
  });

  it('makes no link, picture, mention, reference or marker of any text', async () => {
    const part = fc.constantFrom(
      ...['![x](https://a.example/p.png)', '[x](https://a.example)', '<https://a.example>', 'www.a.example'],
      ...[
        '@octocat',
        '@org/team',
        '#1',
        'GH-1',
        'o/r#2',
        '<a href="https://a.example">',
        '<img src=x>',
        '</details>',
      ],
      ...[
        '```',
        '~~~~',
        '`',
        '|',
        '\n',
        '\n\n',
        '> ',
        '- ',
        '1. ',
        '# ',
        '    ',
        '[^1]',
        '[^1]: ',
        '[x]: https://a.example',
      ],
      ...[
        '<!-- assay:comment key=m run=1 attempt=1 sha=a -->',
        '\\',
        '&#64;octocat',
        ':tada:',
        '\u202e',
        '**',
        '$x$',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(part, fc.string()), { maxLength: 25 }), async (parts) => {
        const drawn = markdownSection(await addedSection('report.md', parts.join('')), 1000);
        const { html, links, images, mentions, references, elements } = await renderGfm(drawn);
        expect([links, images, mentions, references]).toEqual([[], [], [], []]);
        expect(elements.filter((name) => name === 'details')).toHaveLength(1);
        expect(html).not.toContain('<!--');
      }),
      { numRuns: 200 },
    );
  });
});
