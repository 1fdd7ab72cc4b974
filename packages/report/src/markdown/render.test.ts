import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeDocument } from '../document/compose.ts';
import { asOnGitHub } from '../testing/github-markdown.ts';
import {
  atNow,
  failingRecord,
  firstRunRecord,
  hostileRecord,
  hugeRecord,
  metricsOnlyRecord,
} from '../testing/index.ts';
import { visible } from '../text/visible.ts';
import { renderMarkdown, renderSummary } from './render.ts';

const links = { reportUrl: 'https://example.com/report.html', runUrl: 'https://example.com/run/42' };

function markdownOf(record: Parameters<typeof composeDocument>[0], limit?: number): string {
  const document = composeDocument(record, { now: atNow, ...links });
  return renderMarkdown(document, limit === undefined ? {} : { limit });
}

describe('a failing pull request', () => {
  const page = asOnGitHub(markdownOf(failingRecord()));

  it('has outcome, model, commits and the age of the baseline in its first line', () => {
    expect(page.elements('h3')[0]?.text).toBe(
      '❌ tip-predictor: fail · 3f2c1aa on drop-fare-feature against base 9d0e7b2 (2 days old)',
    );
  });

  it('shows the worst rule first, with its interval and how it was compared', () => {
    expect(
      page
        .elements('td')
        .slice(0, 5)
        .map(({ text }) => text),
    ).toEqual([
      '❌',
      'roc_auc no worse than 0.005 against base',
      '0.9012',
      '0.8871',
      '−0.0141 [−0.0178,\u00a0−0.0104] paired',
    ]);
  });

  it('folds what passes and what is fine, under a summary that says it', () => {
    const summaries = page.elements('summary').map(({ text }) => text);
    expect(summaries).toContain('rules that pass: 5');
    expect(summaries).toContain(
      'data: 15,002 rows, 1 warning (payment_type: 3 rows of a value that is not allowed: "Prcard")',
    );
    expect(page.elements('details').every(({ properties }) => properties['open'] === undefined)).toBe(true);
  });
});

it('shows metrics at once where there is nothing else', () => {
  const page = asOnGitHub(markdownOf(metricsOnlyRecord()));
  expect(page.elements('h3')[0]?.text).toBe('📊 metrics of tip-predictor · 3f2c1aa on main');
  expect(page.elements('details')[0]?.properties['open']).toBe(true);
  expect(page.text()).not.toContain('baseline');
});

it('comments on a first run all the same', () => {
  expect(asOnGitHub(markdownOf(firstRunRecord())).elements('blockquote')[0]?.text.trim()).toBe(
    'no baseline yet: it will be recorded when this merges',
  );
});

const nasty = [
  '@octocat',
  '#1 and GH-1 and a/b#2',
  'https://evil.example/x',
  'www.evil.example',
  'me@evil.example',
  '![x](https://evil.example/x.png)',
  '[click](javascript:alert(1))',
  '<img src=x onerror=alert(1)>',
  '</code></td></tr></table><script>alert(1)</script>',
  '</summary></details><a href=//evil.example>',
  'a | b',
  'a \\| b',
  '\\',
  '`',
  '``` `` `',
  '`|`',
  'a`b`c',
  '**bold** _it_ ~~gone~~ $x$',
  '- [ ] task',
  '1. one',
  '---',
  '===',
  '# heading',
  '> quote',
  '[^1]',
  '&lt;b&gt; &#64;octocat',
  '<!-- hidden -->',
  'line\n\n# two\r\n| x | y |',
  '\u202egnp.exe\u2066',
  '\u001b[31mred\u001b]8;;https://evil.example\u0007',
  ':tada: :octocat:',
  '<https://evil.example>',
  '[x]: https://evil.example',
  '[1, 2](https://evil.example)',
  '[1, 2][x]',
  '[1, 2]: https://evil.example',
  ':_',
  '\ud800 lone',
];

/** What GitHub makes a link, a mention or a picture of after Markdown is done. */
const found = /(^|[^\w&])@[a-z\d]|(^|\W)#\d|\bGH-\d|https?:\/\/|\bwww\.|:[\w+-]+:/i;

const harmless = asOnGitHub(markdownOf(hostileRecord(() => 'x'))).skeleton();

function holdsAgainst(data: string): void {
  const page = asOnGitHub(markdownOf(hostileRecord(() => data)));
  expect(page.skeleton()).toBe(harmless);
  expect(page.elements('img')).toEqual([]);
  expect(new Set(page.elements('a').map(({ properties }) => properties['href']))).toEqual(
    new Set([links.reportUrl, links.runUrl]),
  );
  for (const text of page.searched()) expect(text).not.toMatch(found);
}

describe('data stays data', () => {
  it.each(nasty)('%j', (data) => {
    holdsAgainst(data);
  });

  it('whatever the string', () => {
    const piece = fc.oneof(
      fc.constantFrom(...nasty),
      fc.constantFrom(...'`|\\<>&[]()!*_~@#:/.-+=$"\' \n1a'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
    );
    const data = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(data, (text) => {
        holdsAgainst(text);
      }),
      { numRuns: 30 },
    );
  });

  it.each(nasty)('and reads as it was: %j', (data) => {
    const page = asOnGitHub(markdownOf(failingRecord({ model: data })));
    const flat = (text: string) => text.replaceAll('\u200b', '').replace(/\s+/g, ' ');
    expect(flat(page.elements('h3')[0]?.text ?? '')).toContain(flat(` ${visible(data)}: fail`));
  });
});

describe('room', () => {
  it('keeps a thousand slices under the limit and says what is left out', () => {
    const markdown = markdownOf(hugeRecord());
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(60_000);
    const page = asOnGitHub(markdown);
    expect(page.text()).toContain('1,000 rules fail');
    expect(page.text()).toContain('left out for want of room: rules that do not pass after the first 200');
    expect(page.text()).toContain('and 800 more');
  });

  it('shows all of it in a job summary', () => {
    const page = asOnGitHub(renderSummary(composeDocument(hugeRecord({}, 400), { now: atNow })));
    expect(page.text()).not.toContain('left out for want of room');
    expect(page.text()).toContain('Company 0400');
  });

  it('never ends within a table or an open fold, whatever the limit', () => {
    for (const limit of [10_000, 14_000, 20_000, 35_000, 50_000]) {
      const markdown = markdownOf(hugeRecord({}, 300), limit);
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(limit);
      expect(markdown.match(/<details/g)?.length ?? 0).toBe(markdown.match(/<\/details>/g)?.length ?? 0);
      const page = asOnGitHub(markdown);
      // A table that was cut would leave its pipes in a paragraph.
      expect(page.elements('p').filter(({ text }) => text.includes('|'))).toEqual([]);
      expect(page.elements('a').at(-1)?.properties['href']).toBe(links.runUrl);
    }
  });

  it('holds with names of any length', () => {
    const markdown = markdownOf(
      hostileRecord(() => '<@&|`'.repeat(20_000)),
      20_000,
    );
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(20_000);
  });
});
