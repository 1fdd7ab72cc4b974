import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chromiumPart, pythonPart, run } from '../harness/index.ts';

const root = join(import.meta.dirname, '../..');
const TEN_MINUTES = 600_000;
const example = await pythonPart('taxi-tips', join(root, 'examples/taxi-tips/requirements.txt'))();
const browser = await chromiumPart();

describe.runIf(example.available)('the demo', () => {
  let stdout = '';

  beforeAll(async () => {
    const env = { ...process.env, OMP_WAIT_POLICY: 'PASSIVE', NO_COLOR: '1', FORCE_COLOR: undefined };
    const options = { cwd: root, env, timeLimitMilliseconds: TEN_MINUTES };
    ({ stdout } = await run(process.execPath, ['scripts/demo/main.ts'], options));
  }, TEN_MINUTES + 10_000);

  it('tells a life that ends well, in its order', () => {
    const told = Array.from(
      stdout.matchAll(/^ *([✓✗▲]) (?!#?\d* ?[\w-]+ +\d+\.\d s )(.*)$/gm),
      ([, mark, words]) => `${mark} ${words}`.replaceAll(/\b[0-9a-f]{7}\b/g, 'COMMIT'),
    );
    const verdict = (pull: number, of: string) =>
      `✓ #${pull}: the verdict is ${of}, and should be ${of}; 1 comment on the pull request`;
    const released = (version: string) => [
      `✓ tip-predictor@${version} is registered, stage production`,
      `✓ ${version} is healthy, and should be healthy: ${version} is in service`,
    ];
    expect(told).toEqual([
      '✓ COMMIT is on record: pass',
      verdict(1, 'fail'),
      verdict(2, 'pass'),
      '✓ COMMIT is on record: pass',
      ...released('v0.0.1'),
      '✓ no drift to the end of March, and no false alarm',
      '▲ ALARM on 2015-05-21: payment_type has drifted',
      '✓ the drift is found: since 2015-05-21, in payment_type',
      '✓ it is retrained by pull request #3',
      verdict(3, 'pass'),
      verdict(4, 'pass'),
      '✓ COMMIT is on record: pass',
      ...released('v0.0.2'),
      '✓ COMMIT is on record: pass',
      '✓ tip-predictor@v0.0.3 is registered, stage production',
      '✓ v0.0.3 is unhealthy, and should be unhealthy: v0.0.2 is in service',
      '✓ history says so too: v0.0.2 is in service again',
    ]);
  });

  it('leaves the files that it names', () => {
    const named = stdout.matchAll(/^ {2}(demo-out\/\S*): ([\w., -]+)$/gm);
    const files = Array.from(named, ([, folder = '', names = '']) =>
      names.split(', ').map((name) => join(root, folder, name)),
    ).flat();
    expect(files).toHaveLength(24);
    for (const file of files) {
      expect(existsSync(file), file).toBe(true);
      expect(statSync(file).size, file).toBeGreaterThan(100);
    }
    const body = readFileSync(join(root, 'demo-out/retrained/pull-request.md'), 'utf8');
    expect(body).toContain('payment_type');
  });

  it.runIf(browser.available)('leaves the whole life on one page, which asks for nothing', async () => {
    if (!browser.available) return;
    const { executable: executablePath, args } = browser;
    const chrome = await chromium.launch({ executablePath, args });
    try {
      const page = await chrome.newPage();
      const asked: string[] = [];
      const address = pathToFileURL(join(root, 'demo-out/history.html')).href;
      page.on('request', (request) => asked.push(request.url()));
      page.on('console', (message) => asked.push(message.text()));
      await page.goto(address);
      expect(asked).toEqual([address]);
      expect(await page.locator('header').textContent()).toContain('v0.0.2 is in service in production');
      const events = await page.locator('.timeline h2').allInnerTexts();
      const pass = 'pass: every rule that counts is kept';
      expect(events.filter((title) => title !== pass)).toEqual([
        'fail: a rule is broken',
        'v0.0.1',
        'v0.0.1 in service',
        'payment_type has drifted since 2015-05-21',
        'pull request #3 proposes to train again',
        'v0.0.2',
        'v0.0.2 in service',
        'v0.0.3',
        'v0.0.3 did not become healthy',
        'back to v0.0.2, in the place of v0.0.3',
      ]);
      expect(events.filter((title) => title === pass)).toHaveLength(7);
      expect(await page.getByRole('img', { name: /payment_type on 2015-05-21/ }).isVisible()).toBe(true);
    } finally {
      await chrome.close();
    }
  });

  it('binds what was judged, registered and deployed to the same model', () => {
    const html = readFileSync(join(root, 'demo-out/history.html'), 'utf8');
    const record = JSON.parse(readFileSync(join(root, 'demo-out/retrained-merged/run.json'), 'utf8'));
    const digest = record.artifact.digest.replace('sha256:', '');
    // The pull request's verdict, the verdict on main, the version, its deployment, and the way back to it.
    expect(html.split(`<bdi>${digest.slice(0, 12)}</bdi>`)).toHaveLength(6);
    expect(html).toContain(`<bdi>sha256:${digest}</bdi>`);
    expect(html).toContain(`<bdi>${record.source.commit}</bdi>`);
  });
});
