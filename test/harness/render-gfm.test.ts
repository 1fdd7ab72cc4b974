import { describe, expect, it } from 'vitest';
import { NASTY_STRINGS } from './nasty.ts';
import { renderGfm } from './render-gfm.ts';

describe('renderGfm', () => {
  it('counts what GitHub would act on', () => {
    const page = renderGfm(
      'Hi @octocat and @octo-org/team, see #1, GH-2, octo-org/models#3.\n\n![i](https://e.com/i.png) [l](https://e.com) www.e.com\n\n<img src="https://e.com/j.png"> <a href="https://e.com/k">k</a>',
    );
    expect(page.mentions).toEqual(['@octocat', '@octo-org/team']);
    expect(page.references).toEqual(['#1', 'GH-2', 'octo-org/models#3']);
    expect(page.images).toEqual(['https://e.com/i.png', 'https://e.com/j.png']);
    expect(page.links).toEqual(['https://e.com', 'http://www.e.com', 'https://e.com/k']);
  });

  it('leaves out what stands in code, links and comments', () => {
    const page = renderGfm(
      '`@octocat #1` [@octocat](https://e.com) <!-- @octocat --> a@b &#64;<!-- -->octocat\n\n```\n@octocat\n```',
    );
    expect([page.mentions, page.references]).toEqual([[], []]);
  });

  it('sees a mention that is written as an entity', () => {
    expect(renderGfm('&#64;octocat').mentions).toEqual(['@octocat']);
  });

  it('sanitises as GitHub does', () => {
    const { html, elements } = renderGfm(
      '<script>x</script><details open><summary onclick="x">s</summary></details><a href="javascript:x">y</a><svg></svg><img src="data:image/png;base64,AA">',
    );
    expect(html).not.toMatch(/script|onclick|svg|data:/);
    expect(elements).toEqual(['details', 'summary', 'a', 'img']);
  });

  it('tells the cells of tables by row', () => {
    const page = renderGfm('| a | b |\n|---|---|\n| 1 | x\\|y |\n| 2 | p|q |');
    expect(page.rows).toEqual([
      ['a', 'b'],
      ['1', 'x|y'],
      ['2', 'p'],
    ]);
  });
});

describe('NASTY_STRINGS', () => {
  it('does harm where it is not escaped, in each way that it says', () => {
    const harm = (attempt: string, measure: (value: string) => boolean) =>
      expect(
        NASTY_STRINGS.some((nasty) => nasty.attempt === attempt && measure(nasty.value)),
        attempt,
      ).toBe(true);
    const table = (value: string) => renderGfm(`| a | b |\n|---|---|\n| ${value} | end |\n`);
    harm('load an image', (value) => renderGfm(value).images.length > 0);
    harm('link', (value) => renderGfm(value).links.length > 0);
    harm('call someone or something', (value) => renderGfm(value).mentions.length > 0);
    harm('end a table cell or row', (value) => table(value).rows.length !== 2);
    harm('end a table cell or row', (value) => table(value).rows[1]?.[1] !== 'end');
    harm('write HTML', (value) => renderGfm(value).elements.includes('img'));
    harm('change the text around it', (value) => renderGfm(value).elements.includes('h1'));
    harm('be no text', (value) => !value.isWellFormed());
  });
});
