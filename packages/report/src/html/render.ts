import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '../document/model.ts';
import { htmlPage } from './page.ts';
import { partsOf } from './parts/index.ts';
import { verdictPart } from './parts/verdict.ts';

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
  return htmlPage({
    title: `${document.headline.model}: ${document.headline.word}`,
    header: `${verdictPart(record, document)}\n<nav aria-label="contents"><ul>${contents}</ul></nav>`,
    main: sections.join('\n'),
    footer: `Made by Assay ${record['made-by'].assay} at ${record.created}.`,
  });
}
