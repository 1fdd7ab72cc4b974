import type { RunRecord } from '@assay/contract';
import { fixed, formatCount } from '../../text/number.ts';
import { counted } from '../../text/words.ts';
import type { Figure } from '../figures.ts';
import type { Line, Section } from '../model.ts';
import { movement } from '../movement.ts';
import { levelTable, movedBlocks, worstFirst } from '../slice-tables.ts';
import { slicesOf } from '../slices.ts';
import { code, line } from '../spans.ts';
import { figureDecimals } from './metrics.ts';

function worstLine(figure: Figure | undefined, value: number | null | undefined, signed: boolean): Line {
  if (figure === undefined || value == null) return [];
  const shown = fixed(value, figureDecimals(figure), signed);
  return line(' · worst ', code(figure.slice ?? ''), ', ', code(figure.metric), ` ${shown}`);
}

/** Slices that got worse or better; those of few rows are counted, and left to the HTML report. */
export function slicesSection(record: RunRecord): Section | null {
  const all = slicesOf(record);
  if (all.length === 0) return null;
  const slices = all.filter(({ standing }) => standing !== 'few');
  const few = all.length - slices.length;
  const moved = movedBlocks(record, slices);
  const lost = slices.flatMap(({ figures }) => figures).find(({ standing }) => standing === 'worse');
  const [lowest] = moved.length > 0 ? [] : worstFirst(slices);
  const fewLine = line(
    `${counted(few, 'slice')} with fewer than 30 rows ${few === 1 ? 'is' : 'are'} left out here; the HTML report has ${few === 1 ? 'it' : 'them'}`,
  );
  return {
    id: 'slices',
    title: 'slices',
    summary: [
      ...(slices.length === 0
        ? line('none with 30 rows or more')
        : movement(slices.map(({ slice, standing }) => ({ name: slice, standing })))),
      ...(few === 0 || slices.length === 0
        ? []
        : line(` · ${formatCount(few)} more with fewer than 30 rows`)),
      ...worstLine(lost, lost?.change?.value, true),
      ...worstLine(lowest, lowest?.candidate?.value, false),
    ],
    tone: lost === undefined ? 'plain' : 'warning',
    open: false,
    blocks: [
      ...(moved.length > 0 ? moved : levelTable(record, slices)),
      ...(few === 0 ? [] : [{ kind: 'paragraph' as const, line: fewLine }]),
    ],
  };
}
