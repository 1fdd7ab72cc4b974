import type { Config, TopLevelSpec } from 'vega-lite';
import { escapeHtml } from '../escape.ts';
import { ink, type Plot } from './plot.ts';

const config: Config = {
  background: 'transparent',
  // The figure has one description of its own; an unnamed group for each mark would only be read out in vain.
  aria: false,
  font: 'sans-serif',
  view: { stroke: null },
  axis: {
    domainColor: ink.line,
    gridColor: ink.line,
    tickColor: ink.line,
    labelColor: ink.muted,
    titleColor: ink.text,
    titleFontWeight: 'normal',
    labelFontSize: 11,
    titleFontSize: 12,
    titlePadding: 8,
    ticks: false,
    labelPadding: 6,
  },
};

/** Draws with Vega, which is loaded here and only here: it is large, and most runs need no plot. */
async function svgOf(spec: TopLevelSpec): Promise<string> {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  const view = new vega.View(vega.parse(compile(spec, { config }).spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** The plot as inline SVG that takes its colours from the page. */
async function drawPlot({ spec, words }: Plot): Promise<string> {
  // Roles of single marks have no names to go with them; the whole has one.
  const svg = (await svgOf(spec)).replace(/ role="graphics-\w+"| aria-roledescription="[^"]*"/g, '');
  return svg.replace(
    /^<svg [^>]*?width="([\d.]+)" height="[\d.]+" viewBox="([^"]*)"[^>]*>/,
    (_, width: string, box: string) => {
      return `<svg viewBox="${box}" style="max-width:${width}px" role="img" aria-label="${escapeHtml(words)}">`;
    },
  );
}

/** A figure with its title. */
export async function drawFigure(plot: Plot): Promise<string> {
  return `<figure><figcaption>${escapeHtml(plot.title)}</figcaption>${await drawPlot(plot)}</figure>`;
}

/** A figure that is drawn twice, for wide pages and for narrow ones; one of the two is shown. */
export async function drawForPages(plotAt: (width: number) => Plot): Promise<string> {
  const [wide, narrow] = await Promise.all([drawPlot(plotAt(820)), drawPlot(plotAt(330))]);
  const { title } = plotAt(820);
  return `<figure><figcaption>${escapeHtml(title)}</figcaption><div class="wide">${wide}</div><div class="narrow">${narrow}</div></figure>`;
}
