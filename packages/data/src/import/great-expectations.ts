import type { Draft } from './draft.ts';
import { expectations } from './expectations.ts';
import type { Part } from './part.ts';

/**
 * Reads a suite of Great Expectations: 1.x (`type`), and 0.x (`expectation_type`).
 *
 * Its shares (`mostly`) are of the values that are not null, as are ours where a condition says so. It knows no types of
 * columns but where an expectation names one: the rest tells what they are.
 *
 * Source: great_expectations.expectations.core, run at 1.24.1
 */
export function importGreatExpectations(suite: Part, draft: Draft): void {
  suite.passOver(
    'name',
    'expectation_suite_name',
    'id',
    'ge_cloud_id',
    'data_asset_type',
    'meta',
    'suite_parameters',
    'evaluation_parameters',
  );
  draft.top.set('extra-columns', 'allow');
  const notes = suite.text('notes');
  if (notes !== undefined) draft.top.set('description', notes);
  for (const expectation of suite.parts('expectations')) importExpectation(expectation, draft);
  for (const column of draft.columns.values()) if (!column.has('nullable')) column.set('nullable', true);
}

/** What stands in every expectation and is nothing to check. */
const ABOUT_ELSE = [
  'id',
  'ge_cloud_id',
  'meta',
  'notes',
  'description',
  'rendered_content',
  'expectation_context',
  'success_on_last_run',
  'catch_exceptions',
  'result_format',
  'include_config',
  'batch_id',
  'condition_parser',
  'auto',
  'profiler_config',
  'parse_strings_as_datetimes',
];

function importExpectation(expectation: Part, draft: Draft): void {
  const type =
    expectation.text('type') ?? expectation.text('expectation_type') ?? 'an expectation without a type';
  const kwargs = expectation.part('kwargs') ?? expectation;
  const why = say(type, expectation, kwargs, draft);
  if (why !== null) {
    const column = kwargs.look('column');
    draft.note(
      expectation,
      undefined,
      `${type}: left out: ${why}`,
      typeof column === 'string' ? column : null,
    );
    expectation.passOver(...expectation.keys);
  }
  expectation.passOver(...ABOUT_ELSE);
  kwargs.passOver(...ABOUT_ELSE);
}

/** Says an expectation in the draft; answers why not where it cannot. */
function say(type: string, expectation: Part, kwargs: Part, draft: Draft): string | null {
  const read = Object.hasOwn(expectations, type) ? expectations[type] : undefined;
  if (read === undefined) return 'no counterpart';
  if (kwargs.has('row_condition') || expectation.has('row_condition'))
    return 'only some rows; say it with `where`';
  const column = kwargs.text('column');
  if (column === undefined && /^expect_column_(?!pair_)/.test(type)) return 'no column';
  const words = { ...severity(expectation), ...reason(expectation) };
  return read({ draft, column: column ?? '', kwargs, mostly: kwargs.number('mostly') ?? 1, words });
}

function severity(expectation: Part): object {
  const word = expectation.text('severity');
  return word === 'warning' || word === 'info' ? { severity: 'warn' } : {};
}

function reason(expectation: Part): object {
  const meta = expectation.look('meta') as { notes?: { content?: unknown } | string } | undefined;
  const notes = typeof meta?.notes === 'object' ? meta.notes?.content : meta?.notes;
  const words = expectation.look('description') ?? expectation.look('notes') ?? [notes].flat()[0];
  return typeof words === 'string' && words.trim() !== '' ? { reason: words.trim() } : {};
}
