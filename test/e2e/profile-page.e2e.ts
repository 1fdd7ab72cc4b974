import { cpSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPart, run, temporaryFolder } from '../harness/index.ts';
import { LIBRARY_FOLDER } from '../integration/scene/duckdb.ts';
import { openRelease, root } from '../integration/scene/release.ts';

const part = await chromiumPart();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1100, 400].flatMap((width) => ['adult', 'trips'].map((data) => ({ colorScheme, width, data }))),
);

describe.runIf(part.available)('the page of a profile', () => {
  const folder = temporaryFolder();
  let browser: Browser;

  beforeAll(async () => {
    if (!part.available) return;
    cpSync(join(root, 'test/data/adult.parquet'), join(folder, 'adult.parquet'));
    cpSync(join(root, 'examples/taxi-tips/data/trips.csv'), join(folder, 'trips.csv'));
    const release = await openRelease();
    const env = { PATH: release.path, HOME: folder };
    const library = ['--duckdb-library', join(release.toolCache, LIBRARY_FOLDER)];
    const validate = (...args: string[]) =>
      run(process.execPath, [join(release.folder, 'dist/assay.js'), 'validate-data', ...library, ...args], {
        cwd: folder,
        env,
      });
    await validate('--data', 'trips.csv', '--profile', 'trips.json');
    await validate('--data', 'adult.parquet', '--html', 'adult.html');
    await validate('--data', 'trips.csv', '--html', 'trips.html', '--reference', 'trips.json');
    browser = await chromium.launch({ executablePath: part.executable, args: part.args });
  });
  afterAll(() => browser?.close());

  async function open({ colorScheme, width, data }: (typeof looks)[number], scripts: boolean): Promise<Page> {
    const viewport = { width, height: 800 };
    // Without scripts as its policy has it; with them only for the tool that looks at the page.
    const context = await browser.newContext({ colorScheme, viewport, bypassCSP: scripts });
    return context.newPage().then(async (page) => {
      await page.goto(address(data));
      return page;
    });
  }

  const address = (data: string) => pathToFileURL(join(folder, `${data}.html`)).href;

  it.each(looks)('$data, $colorScheme, $width wide: asks for nothing, fits its width', async (look) => {
    const page = await open(look, false);
    const told: string[] = [];
    page.on('console', (message) => told.push(message.text()));
    page.on('request', (request) => told.push(request.url()));
    await page.reload();
    expect(told.filter((each) => each !== address(look.data))).toEqual([]);
    expect(await page.locator('script').count()).toBe(0);
    const [needed = 0, shown = 0] = (await page.evaluate(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    )) as number[];
    expect(needed).toBeLessThanOrEqual(shown);
    await page.context().close();
  });

  it.each(looks)('$data, $colorScheme, $width wide: has nothing that axe objects to', async (look) => {
    const page = await open(look, true);
    await page.evaluate(AXE);
    const { violations, passes } = (await page.evaluate('axe.run()')) as {
      violations: { id: string; nodes: { html: string }[] }[];
      passes: unknown[];
    };
    expect(passes.length).toBeGreaterThan(10);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
    await page.context().close();
  });

  it('every histogram is told to who does not see it, and shows the reference', async () => {
    const page = await open({ colorScheme: 'light', width: 1100, data: 'trips' }, false);
    const plots = page.locator('svg[role="img"]');
    expect(await plots.count()).toBeGreaterThan(8);
    for (const plot of await plots.all()) {
      expect(await plot.getAttribute('aria-label')).toMatch(/^Histogram from \S/);
      expect(await plot.locator('path.reference').count()).toBe(1);
    }
    await page.context().close();
  });

  it('is read by the keyboard alone: what scrolls is reached, and shows that it is', async () => {
    const page = await open({ colorScheme: 'light', width: 400, data: 'trips' }, false);
    const reached = new Set<string>();
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab');
      reached.add(
        (await page.evaluate(
          'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
        )) as string,
      );
    }
    expect([...reached]).toEqual(
      expect.arrayContaining(['to the content', 'Columns', 'Rows without a value, by column']),
    );
    await page.context().close();
  });
});
