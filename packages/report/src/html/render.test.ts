import rehypeRaw from 'rehype-raw';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { composeDocument } from '../document/compose.ts';
import { Rendered } from '../testing/github-markdown.ts';
import {
  atNow,
  failingRecord,
  firstRunRecord,
  hostileRecord,
  hugeRecord,
  metricsOnlyRecord,
} from '../testing/index.ts';
import { renderHtml } from './render.ts';
import { style } from './style.ts';

const pageOf = (record: ReturnType<typeof failingRecord>) =>
  renderHtml(record, composeDocument(record, { now: atNow, runUrl: 'https://example.com/run/42' }));

/** The page as a browser's parser sees it. */
function parsed(html: string): Rendered {
  const body = html.slice(html.indexOf('<body>'), html.indexOf('</html>')).replace(/\n\s*\n/g, '\n');
  const pipeline = unified().use(remarkParse).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw);
  return new Rendered(pipeline.runSync({ type: 'root', children: [{ type: 'html', value: body }] }));
}

describe('a failing run', () => {
  it('loads nothing and runs nothing', async () => {
    const html = await pageOf(failingRecord());
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.toMatch(/<script|<img|<link|<iframe|@import|url\(| src=| on\w+=/i);
    const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(addresses.filter((href) => !href?.startsWith('#'))).toEqual(['https://example.com/run/42']);
  });

  it('has one heading for the verdict and one for each part', async () => {
    const page = parsed(await pageOf(failingRecord()));
    expect(page.elements('h1').map(({ text }) => text)).toEqual(['tip-predictor fail']);
    expect(page.elements('h2').map(({ text }) => text)).toEqual([
      'Rules',
      'Metrics',
      'Slices',
      'Changed sides',
      'Curves',
      'Data',
      'Training',
      'Lineage',
    ]);
  });

  it('has the cells of a column where its header is', async () => {
    const tables = (await pageOf(failingRecord())).match(/<table>.*?<\/table>/gs) ?? [];
    const sides = tables.map((table) => {
      const headers = [...table.matchAll(/scope="col" class="(\w+)"/g)].map(([, side]) => side);
      const named = headers[table.includes('class="unseen"') ? 1 : 0];
      return {
        named,
        rows: new Set([...table.matchAll(/scope="row" class="(\w+)"/g)].map(([, side]) => side)),
      };
    });
    for (const { named, rows } of sides) expect([...rows]).toEqual([named]);
    expect(sides.map(({ named }) => named)).toContain('right');
  });

  it('gives what trainings with several seeds measured the whole width', async () => {
    const record = failingRecord();
    const metrics = [{ metric: 'roc_auc', values: [0.9, 0.8, 0.7], mean: 0.8, sd: 0.1 }];
    if (record.evaluation !== undefined) record.evaluation.seeds = { seeds: [1, 2, 3], metrics };
    const html = await pageOf(record);
    expect(html.indexOf('<caption>Metrics of trainings')).toBeGreaterThan(0);
    expect(html.indexOf('<caption>Metrics of trainings')).toBeLessThan(html.indexOf('<div class="pairs">'));
  });

  it('says the figures of every plot in words', async () => {
    const labels = parsed(await pageOf(failingRecord()))
      .elements('svg')
      .map(({ properties }) => [properties['role'], String(properties['ariaLabel'])]);
    // Metrics and slices are drawn twice, for wide and narrow pages.
    expect(labels).toHaveLength(9);
    expect(labels.every(([role]) => role === 'img')).toBe(true);
    const all = labels.map(([, label]) => label).join('\n');
    expect(all).toContain('roc_auc −1.6 % (worse)');
    // 0.05 ** 0.35 = 0.350
    expect(all).toContain('in the rows of the highest scores: 35.0 % in 5.0 %');
    expect(all).toContain('payment_type=Mobile 0.8123 [0.7872, 0.8374]');
    expect(all).toContain('Share of each true class that is predicted as such: no tip 87.6 %, tip 78.9 %');
  });

  it('draws in the colours of the page, so that dark is dark', async () => {
    const svgs = (await pageOf(failingRecord())).match(/<svg[\s\S]*?<\/svg>/g) ?? [];
    const colours = svgs.flatMap((svg) =>
      [...svg.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour),
    );
    expect(new Set(colours.filter((colour) => !colour?.startsWith('var(--')))).toEqual(new Set(['none']));
  });
});

it('shows what a first run and a metrics file have, and no empty parts', async () => {
  expect(parsed(await pageOf(firstRunRecord())).text()).toContain('no baseline yet');
  const page = parsed(await pageOf(metricsOnlyRecord()));
  expect(page.elements('h2').map(({ text }) => text)).toEqual(['Metrics', 'Lineage']);
});

it('has slices of few rows in the table, flagged, and in no plot', async () => {
  const page = parsed(await pageOf(failingRecord()));
  expect(page.text()).toContain('payment_type=No Charge (few rows)');
  const plots = page.elements('svg').map(({ properties }) => String(properties['ariaLabel']));
  expect(plots.join('\n')).not.toContain('No Charge');
  expect(plots.join('\n')).toContain('roc_auc of 7 slices');
});

it('leaves bins of fewer than ten rows out of the calibration plot, and says so', async () => {
  const record = failingRecord();
  const bin = record.evaluation?.curves.calibration?.[3];
  if (bin === undefined) throw new Error('the failing record has a calibration curve');
  const whole = parsed(await pageOf(record)).elements('figcaption');
  expect(whole.map(({ text }) => text)).toContain('Calibration');
  Object.assign(bin, { n: 9, observed: 0, low: 0, high: 0.299 });
  const page = parsed(await pageOf(record));
  expect(page.elements('figcaption').map(({ text }) => text)).toContain(
    'Calibration; 1 bin of fewer than 10 rows left out',
  );
  expect(page.text()).toContain('9 (too few to read)');
  // The largest gap was and is that of the bins at 0.25 and 0.75: the one left out would have had 0.35.
  expect(
    page
      .elements('svg')
      .map(({ properties }) => String(properties['ariaLabel']))
      .join('\n'),
  ).toContain('The largest gap between predicted and observed share is 0.0600');
});

it('draws forty of a thousand slices and lists all', async () => {
  const html = await pageOf(hugeRecord());
  expect(html).toContain('the first 40 of 1,007');
  expect(parsed(html).text()).toContain('Company 1000');
});

it('lists so many figures of slices, and says where the rest are', async () => {
  const html = await pageOf(hugeRecord({}, 2500));
  expect(html).toMatch(/the first 2,000 of 2,50\d figures of [\d,]+ slices; the record has all/);
  expect(html.match(/<tr/g)?.length).toBeLessThan(6000);
});

it.each([
  '</td></tr></table><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onclick='alert(1)",
  '</style></svg><a href="https://evil.example">',
  '&lt;script&gt;',
  '"]; data(\'rows\'); ["',
  '#{alert(1)} {{x}}',
])('makes no element of data: %s', async (data) => {
  const skeleton = async (text: string) => parsed(await pageOf(hostileRecord(() => text))).skeleton();
  expect(await skeleton(data)).toBe(await skeleton('x'));
});

it('has enough contrast in light and dark', () => {
  // Relative luminance and contrast ratio: WCAG 2.2, definitions; AA asks 4.5 for text.
  const luminance = (hex: string) => {
    const digits = hex.length === 4 ? hex.replace(/[\da-f]/gi, '$&$&') : hex;
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const palettes = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) =>
    Object.fromEntries([...body.matchAll(/--([\w-]+): (#[\da-f]+)/gi)].map(([, name, hex]) => [name, hex])),
  );
  expect(palettes).toHaveLength(3);
  const pairs = [
    ...['ink', 'muted', 'accent', 'good', 'bad', 'unsure'].flatMap((text) => [
      [text, 'paper'],
      [text, 'ground'],
    ]),
    ...['good', 'bad', 'unsure'].map((tone) => [tone, `${tone}-ground`]),
    ['muted', 'plain-ground'],
  ];
  for (const palette of palettes) {
    for (const [text = '', ground = ''] of pairs) {
      const [a, b] = [luminance(palette[text] ?? ''), luminance(palette[ground] ?? '')];
      expect(
        (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05),
        `${text} on ${ground}`,
      ).toBeGreaterThanOrEqual(4.5);
    }
  }
});
