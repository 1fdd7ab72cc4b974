import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPart } from '../harness/index.ts';
import { openScene, type Scene } from '../integration/scene/job.ts';
import { openRelease } from '../integration/scene/release.ts';
import { tinyModel } from '../integration/scene/tiny-model.ts';

const part = await chromiumPart();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Opened {
  page: Page;
  /** What the page asked for, but for itself. */
  requests: string[];
  /** What the browser complained of. */
  complaints: string[];
}

const looks = [
  { name: 'light and wide', colorScheme: 'light', width: 1280 },
  { name: 'dark and wide', colorScheme: 'dark', width: 1280 },
  { name: 'light and narrow', colorScheme: 'light', width: 400 },
  { name: 'dark and narrow', colorScheme: 'dark', width: 400 },
] as const;

describe.runIf(part.available)('the HTML report', () => {
  let scene: Scene;
  let browser: Browser;
  let report: string;

  beforeAll(async () => {
    if (!part.available) return;
    // A pull request that makes the model worse, with a baseline: every kind of section and plot is in its report.
    scene = await openScene(await openRelease(), tinyModel(1));
    const verbs = ['validate-data', 'train', 'evaluate', 'gate', 'report'] as const;
    await (await scene.job({ pull: null, runId: 1 })).steps(verbs);
    const pull = await scene.openPull('worse', {
      'params.json': '{"noise": 2}',
      'data/rows.csv': 'id,kind,amount\n1,a,1\n2,c,-1\n',
    });
    const job = await scene.job({ pull, runId: 2 });
    for (const verb of verbs) await job.step(verb);
    report = pathToFileURL(join(job.workspace, '.assay/report.html')).href;
    browser = await chromium.launch({ executablePath: part.executable, args: part.args });
  });
  afterAll(async () => {
    await browser?.close();
    await scene?.close();
  });

  async function open(look: (typeof looks)[number], scripts = false): Promise<Opened> {
    const context = await browser.newContext({
      colorScheme: look.colorScheme,
      viewport: { width: look.width, height: 800 },
      // Without scripts as its policy has it; with them only for the tool that looks at the page.
      bypassCSP: scripts,
    });
    const page = await context.newPage();
    const opened: Opened = { page, requests: [], complaints: [] };
    page.on('request', (request) => {
      if (request.url() !== report) opened.requests.push(request.url());
    });
    page.on('console', (message) => opened.complaints.push(message.text()));
    page.on('pageerror', (error) => opened.complaints.push(error.message));
    await page.goto(report);
    return opened;
  }

  it.each(looks)(
    '$name: asks for nothing, complains of nothing, has no script, fits its width',
    async (look) => {
      const { page, requests, complaints } = await open(look);
      expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([]);
      expect(complaints).toEqual([]);
      expect(await page.locator('script').count()).toBe(0);
      const widths = await page.evaluate(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      const [needed = 0, shown = 0] = widths as number[];
      expect(needed).toBeLessThanOrEqual(shown);
      await page.context().close();
    },
  );

  it.each(looks)('$name: says its verdict on the first screen', async (look) => {
    const { page } = await open(look);
    const heading = page.locator('h1').first();
    expect(await heading.textContent()).toMatch(/tiny/);
    expect(await page.locator('header, h1').first().textContent()).toMatch(/fail/i);
    const box = await heading.boundingBox();
    expect((box?.y ?? 1e9) + (box?.height ?? 0)).toBeLessThan(800);
    await page.context().close();
  });

  it.each(looks)('$name: has nothing that axe objects to', async (look) => {
    const { page } = await open(look, true);
    // Folded parts are looked at too.
    await page.evaluate('for (const part of document.querySelectorAll("details")) part.open = true');
    await page.evaluate(AXE);
    const found = (await page.evaluate('axe.run()')) as {
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
      passes: unknown[];
    };
    expect(found.passes.length).toBeGreaterThan(10);
    expect(
      found.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`,
      ),
    ).toEqual([]);
    await page.context().close();
  });

  it('tells each plot to who does not see it', async () => {
    const { page } = await open(looks[0]);
    const plots = (await page.evaluate(
      `Array.from(document.querySelectorAll('svg:not([aria-hidden="true"])'), (svg) => {
        const label = svg.getAttribute('aria-label') ?? '';
        const by = (svg.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '');
        return { role: svg.getAttribute('role'), label: (label + by.join(' ')).trim() };
      })`,
    )) as { role: string | null; label: string }[];
    expect(plots.length).toBeGreaterThan(3);
    for (const plot of plots) {
      expect(plot.role).toBe('img');
      expect(plot.label).not.toBe('');
    }
    await page.context().close();
  });

  it('prints whole, folded parts too', async () => {
    const { page, complaints } = await open(looks[0]);
    await page.emulateMedia({ media: 'print' });
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const widths = await page.evaluate(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    );
    const [needed = 0, shown = 0] = widths as number[];
    expect(needed).toBeLessThanOrEqual(shown);
    const hidden = await page.evaluate(
      `Array.from(document.querySelectorAll('details > :not(summary)')).filter((e) => !e.checkVisibility({ contentVisibilityAuto: true })).length`,
    );
    expect(hidden).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
