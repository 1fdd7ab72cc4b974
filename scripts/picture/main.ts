/**
 * `pnpm picture`: the pull-request comment that the demo left, as pictures for the README, light and dark.
 *
 * The Markdown is rendered and sanitised as GitHub does it, and photographed in Chromium.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumPart, renderGfm } from '../../test/harness/index.ts';
import { page } from './page.ts';

const root = join(import.meta.dirname, '../..');
const comment = await readFile(join(root, 'demo-out/worse/comment.md'), 'utf8');
const { html } = await renderGfm(comment);
const part = await chromiumPart();
if (!part.available) throw new Error(part.why);

const browser = await chromium.launch({ executablePath: part.executable, args: [...part.args] });
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 980, height: 400 },
      deviceScaleFactor: 2,
    });
    const tab = await context.newPage();
    await tab.setContent(page(html));
    const path = join(root, `docs/images/comment-${colorScheme}.png`);
    await tab.locator('article').screenshot({ path });
    console.log(`wrote ${path}`);
  }
} finally {
  await browser.close();
}
