import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '../document/model.ts';
import { escapeHtml } from './escape.ts';
import { partsOf } from './parts/index.ts';
import { verdictPart } from './parts/verdict.ts';
import { style } from './style.ts';

/**
 * The report as one HTML file that opens offline: no script, no font, no image and no address is loaded.
 *
 * @param document what `composeDocument` made of the same record
 */
export async function renderHtml(record: RunRecord, document: ReportDocument): Promise<string> {
  const parts = await partsOf(record, document);
  const contents = parts.map(({ id, title }) => `<li><a href="#${id}">${title}</a></li>`).join('');
  const sections = parts.map(
    ({ id, title, html }) =>
      `<section class="${id}" aria-labelledby="${id}">\n<h2 id="${id}">${title}</h2>\n${html}\n</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(`${document.headline.model}: ${document.headline.word}`)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">to the content</a>
${verdictPart(record, document)}
<nav aria-label="contents"><ul>${contents}</ul></nav>
<main id="content" tabindex="-1">
${sections.join('\n')}
</main>
<footer><p>Made by Assay ${escapeHtml(record['made-by'].assay)} at ${escapeHtml(record.created)}.</p></footer>
</body>
</html>
`;
}
