import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '../../document/model.ts';
import { folded, htmlBlock } from '../blocks.ts';
import { calibrationPlot } from '../plots/calibration.ts';
import { confusionPlot } from '../plots/confusion.ts';
import { drawFigure } from '../plots/draw.ts';
import { gainPlot } from '../plots/gain.ts';
import type { Plot } from '../plots/plot.ts';
import { precisionRecallPlot } from '../plots/precision-recall.ts';
import { residualsPlot } from '../plots/residuals.ts';
import { rocPlot } from '../plots/roc.ts';

export async function curvesPart(record: RunRecord, document: ReportDocument): Promise<string | null> {
  const section = document.sections.find(({ id }) => id === 'curves');
  const curves = record.evaluation?.curves;
  if (section === undefined || curves === undefined) return null;
  const plots: Plot[] = [
    ...(curves.roc === undefined ? [] : [rocPlot(curves.roc)]),
    ...(curves['precision-recall'] === undefined ? [] : [precisionRecallPlot(curves['precision-recall'])]),
    ...(curves.gain === undefined ? [] : [gainPlot(curves.gain)]),
    ...(curves.calibration === undefined ? [] : [calibrationPlot(curves.calibration)]),
    ...(curves.confusion === undefined ? [] : [confusionPlot(curves.confusion)]),
    ...(curves.residuals === undefined ? [] : [residualsPlot(curves.residuals)]),
  ];
  const figures = await Promise.all(plots.map(drawFigure));
  const tables = section.blocks.map(htmlBlock).join('\n');
  return [`<div class="squares">${figures.join('\n')}</div>`, folded('the same in figures', tables)].join(
    '\n',
  );
}
