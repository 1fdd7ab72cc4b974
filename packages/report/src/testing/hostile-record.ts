import { type RunRecord, recordSchema } from '@assay/contract';
import { failingRecord } from './record-builder.ts';
import { taxiLabels } from './taxi-labels.ts';

/**
 * A record in which every free text is what `text` gives: model, branch, metric, slice, column, check, value,
 * parameter, path, class and reason. The shape and the figures are the failing record's.
 */
export function hostileRecord(text: (place: string) => string): RunRecord {
  const record = structuredClone(failingRecord());
  record.model = text('model');
  record.source = { ...record.source, repository: text('repository'), branch: text('branch') };
  record.origin = {
    ...record.origin,
    event: text('event'),
    run: text('run'),
    job: text('job'),
    actor: text('actor'),
  };
  for (const report of record.data ?? []) {
    report.name = text('data set');
    report.contract = text('path');
    report.labels = taxiLabels(text);
    for (const finding of report.findings) {
      finding.column = text('column');
      finding.check = text('check');
      finding.expected = text('expected');
      finding.observed = text('observed');
      Object.assign(finding, { fix: text('fix'), reason: text('reason'), owner: text('owner'), line: 1 });
      for (const example of finding.examples) example.value = text('value');
    }
    for (const column of report.profile)
      Object.assign(column, { column: text('column'), type: text('type'), min: text('minimum') });
  }
  if (record.training !== undefined) {
    record.training.command = text('command');
    record.training.params = { [text('parameter')]: text('value') };
    record.training.inputs = { [text('path')]: record.training.fingerprint };
    record.training.environment = { [text('tool')]: text('version') };
    record.training.metrics = { [text('metric')]: 1 };
  }
  if (record.evaluation !== undefined) {
    record.evaluation.source = { path: text('path'), format: text('format') };
    for (const metric of record.evaluation.metrics) {
      metric.metric = text('metric');
      metric.method = text('method');
      if (metric.slice !== null) metric.slice = text('slice');
    }
    for (const slice of record.evaluation.slices) slice.slice = text('slice');
    const { confusion } = record.evaluation.curves;
    if (confusion !== undefined) confusion.classes = confusion.classes.map(() => text('class'));
  }
  for (const comparison of record.comparisons ?? []) {
    if (comparison.flips)
      comparison.flips.examples = { gained: [text('id')], lost: [text('id'), text('id')] };
    for (const change of comparison.metrics) {
      change.metric = text('metric');
      change.reason = text('reason');
      if (change.slice !== null) change.slice = text('slice');
    }
  }
  if (record.verdict !== undefined) {
    record.verdict.why = text('why');
    for (const rule of record.verdict.rules) {
      Object.assign(rule, {
        rule: text('rule'),
        metric: text('metric'),
        slice: text('slice'),
        why: text('why'),
      });
      if (rule.waived !== null) rule.waived.reason = text('reason');
    }
  }
  return recordSchema.parse(record);
}
