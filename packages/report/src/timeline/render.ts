import { folded, htmlTable } from '../html/blocks.ts';
import { escapeHtml, htmlLine } from '../html/escape.ts';
import { htmlPage } from '../html/page.ts';
import { drawForPages } from '../html/plots/draw.ts';
import type { Timeline, TimelineEvent } from './model.ts';
import { scoresPlot } from './scores-plot.ts';

/** The life of a model as one HTML file that opens offline. */
export async function renderTimeline({ model, summary, events, madeBy }: Timeline): Promise<string> {
  const items = await Promise.all(events.map(eventItem));
  return htmlPage({
    title: `${model}: history`,
    header: `<header class="verdict"><div><h1>${escapeHtml(model)}</h1>\n<p class="commits">${escapeHtml(summary)}</p></div></header>`,
    main: `<ol class="timeline">\n${items.join('\n')}\n</ol>`,
    footer: `Made by Assay ${madeBy}.`,
  });
}

async function eventItem(event: TimelineEvent): Promise<string> {
  const { at, kind, tone, title, lines, table, lineage, scores } = event;
  const when = new Date(at).toISOString();
  const shown = /^\d{4}-\d\d-\d\d$/.test(at) ? at : when.replace('T', ' ').slice(0, 16);
  const parts = [
    `<span class="pill ${tone}">${escapeHtml(kind)}</span><time datetime="${when}">${shown}</time>`,
    `<h2>${escapeHtml(title)}</h2>`,
    ...lines.map((line) => `<p>${htmlLine(line)}</p>`),
    ...(table === undefined ? [] : [htmlTable(table)]),
    ...(scores === undefined ? [] : [await drawForPages((width) => scoresPlot(scores, width))]),
    ...(lineage === undefined ? [] : [folded(escapeHtml(lineage.caption), htmlTable(lineage))]),
  ];
  return `<li class="${tone}">${parts.join('\n')}</li>`;
}
