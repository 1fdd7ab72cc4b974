import { expect, test } from 'vitest';
import { parseAssayYml, parseDataContract, UserError } from './index.ts';

const start = 'assay: 1\nmodel: tips\n';

/** The mistake that a parser finds in a text: its code, first line, and what is quoted below it. */
function mistake(read: () => unknown): { code: string; message: string; fix: string } {
  try {
    read();
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, message: error.message, fix: error.fix };
    throw error;
  }
  throw new Error('no mistake was found');
}
const inAssay = (text: string) => mistake(() => parseAssayYml(`${start}${text}`, 'assay.yml'));
const inData = (text: string) => mistake(() => parseDataContract(`assay-data: 1\n${text}`, 'd.yml'));

/** What carets of this length at this column point at, in the quoted line. */
function pointedAt(fix: string): { marked: string; hint: string } {
  const [line = '', below = ''] = fix.split('\n');
  const carets = /\^+/.exec(below);
  if (!carets) throw new Error('no caret');
  const end = carets.index + carets[0].length;
  return { marked: line.slice(carets.index, end), hint: below.slice(end + 1) };
}

const predictions = 'evaluate:\n  predictions: p.csv\n  task: binary\n  label: y\n';

test.each([
  ['gat: 1', '3:1  unknown key "gat"', 'gat', 'did you mean "gate"?'],
  [
    'wholly-else: 1',
    '3:1  unknown key "wholly-else"',
    'wholly-else',
    'write one of: assay, model, data, train, evaluate, gate, drift, retrain, promote, deploy',
  ],
  [
    'data:\n  trips:\n    path: a\n    contrat: b',
    '6:5  unknown key "contrat"',
    'contrat',
    'did you mean "contract"?',
  ],
  ['train:\n  comand: x', '4:3  unknown key "comand"', 'comand', 'did you mean "command"?'],
  [`${predictions}  metrcs: []`, '7:3  unknown key "metrcs"', 'metrcs', 'did you mean "metrics"?'],
  [
    `${predictions}  metrics: [{metric: f1, treshold: 1}]`,
    '7:26  unknown key "treshold"',
    'treshold',
    'did you mean "threshold"?',
  ],
  [
    `${predictions}  slices: [{name: night, were: "h > 2"}]`,
    '7:26  unknown key "were"',
    'were',
    'did you mean "where"?',
  ],
  // Of the two kinds of metrics of one's own and the one that is known by its id, the one that was meant.
  [
    `${predictions}  metrics: [{name: judge, colunm: j, direction: higher}]`,
    '7:27  unknown key "colunm"',
    'colunm',
    'did you mean "column"?',
  ],
  [
    'retrain:\n  changes: [{path: a.csv, apend: b.csv}]',
    '4:27  unknown key "apend"',
    'apend',
    'did you mean "append"?',
  ],
  ['gate:\n  ruls: []', '4:3  unknown key "ruls"', 'ruls', 'did you mean "rules"?'],
  [
    'gate:\n  rules:\n    - {metric: f1, at-lest: 1, at-most: 2}',
    '5:20  unknown key "at-lest"',
    'at-lest',
    'did you mean "at-least"?',
  ],
  [
    'gate:\n  waivers:\n    - {metric: f1, reson: x, until: 2027-01-01}',
    '5:20  unknown key "reson"',
    'reson',
    'did you mean "reason"?',
  ],
])('an unknown key is named, and the nearest known one: %s', (text, message, marked, hint) => {
  const found = inAssay(text);
  expect(found).toMatchObject({ code: 'unknown-key', message: `assay.yml:${message}` });
  expect(pointedAt(found.fix)).toEqual({ marked, hint });
});

// These have a longer form, with keys, as well.
test.each([
  ['{a: {type: integer, allowed: []}}', '2:39', '[]', 'write at least 1 entry'],
  ['{a: {type: integer, forbidden: []}}', '2:41', '[]', 'write at least 1 entry'],
  ['{a: {type: string, pattern: ""}}', '2:38', '""', 'write at least 1 character'],
])('what is empty is called so, not of another kind: %s', (columns, place, marked, hint) => {
  const found = inData(`columns: ${columns}`);
  expect(found.message).toBe(`d.yml:${place}  this is empty`);
  expect(pointedAt(found.fix)).toEqual({ marked, hint });
});

test.each([
  [
    `evaluate: {predictions: p, label: y, task: binry}`,
    '3:44  "binry" is not allowed',
    'binry',
    'did you mean "binary"?',
  ],
  ['gate: {on-inconclusive: stop}', '3:25  "stop" is not allowed', 'stop', 'write one of: fail, warn, pass'],
  ['train: {seed: 1}', '3:1  "command" is missing', 'train', 'add "command: …" (text)'],
  ['gate: {rules: [{at-least: 1}]}', '3:16  "metric" is missing', '{at-least: 1}', 'add "metric: …" (text)'],
  ['train: {command: [a]}', '3:18  expected text, found a list', '[a]', 'write text'],
  // Neither is said of a list what is asked of a text's length.
  ['train: {command: []}', '3:18  expected text, found a list', '[]', 'write text'],
  ['train: {command: 5}', '3:18  expected text, found 5', '5', 'write text'],
  [
    'train:',
    '3:7  expected keys with values, found nothing',
    '',
    'write keys with values: command, inputs, params, outputs, metrics-file, seed, seeds, timeout',
  ],
  [
    'train: {command: x, inputs: a.py}',
    '3:29  expected a list, found "a.py"',
    'a.py',
    'write a list: ["a.py"]',
  ],
  // What is shown of a long text is not all of it.
  [
    `train: {command: x, inputs: ${'a'.repeat(61)}}`,
    `3:29  expected a list, found "${'a'.repeat(59)}…"`,
    'a'.repeat(61),
    'write a list',
  ],
  [
    'train: {command: x, seed: 1.5}',
    '3:27  expected a whole number, found 1.5',
    '1.5',
    'write a whole number',
  ],
  ['train: {command: x, seed: -1}', '3:27  -1 is too small', '-1', 'write a number of at least 0'],
  ['train: {command: ""}', '3:18  this is empty', '""', 'write at least 1 character'],
  [
    'train: {command: x, timeout: 5x}',
    '3:30  "5x" is not of the right form',
    '5x',
    'write a whole number and s, m, h or d: 90s, 30m, 2h, 7d',
  ],
  ['data: {x: {path: a}}', '3:8  "x" is too short', 'x', 'write at least 2 characters'],
  ['data: {trips: {path: 5}}', '3:22  expected text or a list, found 5', '5', 'write text or a list'],
  ['data: {trips: {path: []}}', '3:22  this is empty', '[]', 'write at least 1 entry'],
  [
    'gate: {rules: [{metric: f1, at-least: 1, slices: some}]}',
    '3:50  expected "all" or a list, found "some"',
    'some',
    'write "all" or a list',
  ],
  [
    'gate: {rules: [{metric: f1, at-least: .nan}]}',
    '3:39  expected a number, found NaN',
    '.nan',
    'write a number',
  ],
  [
    'gate: {waivers: [{metric: f1, reason: x, until: 2027-02-30}]}',
    '3:49  "2027-02-30" is not of the right form',
    '2027-02-30',
    'write a day as 2027-01-31',
  ],
  [
    `${predictions}  slices: [[sex, sex]]`,
    '7:12  a column crossed with itself',
    '[sex, sex]',
    'name two columns, or the one without brackets',
  ],
  [
    `${predictions}  metrics: [5]`,
    '7:13  expected text or keys with values, found 5',
    '5',
    'write text or keys with values: metric, threshold, k, beta, bins, level, name, sql, direction, column',
  ],
  [
    `${predictions}  metrics: [{metric: f1, threshold: 2}]`,
    '7:37  2 is too large',
    '2',
    'write a number of at most 1',
  ],
  [`${predictions}  confidence: 0.5`, '7:15  0.5 is too small', '0.5', 'write a number above 0.5'],
])('a wrong value says what to write: %s', (text, message, marked, hint) => {
  const found = inAssay(text);
  expect(found).toMatchObject({ code: 'contract-invalid', message: `assay.yml:${message}` });
  expect(pointedAt(found.fix)).toEqual({ marked, hint });
});

test.each([
  [
    'gate: {rules: [{metric: f1}]}',
    'give each rule exactly one of: at-least, at-most, no-worse-than, better-by',
  ],
  [
    'gate: {rules: [{metric: f1, at-least: 1, at-most: 2}]}',
    'give each rule exactly one of: at-least, at-most, no-worse-than, better-by',
  ],
  [
    'gate: {rules: [{metric: f1, at-least: 1, against: base}]}',
    'use no-worse-than or better-by, or remove "against"',
  ],
  ['gate: {rules: [{metric: f1, at-least: 1, slice: a, slices: all}]}', 'keep one of the two'],
  ['deploy: {command: c, health: {within: 5s}}', 'name one of the two'],
  ['evaluate: {}', 'name either "predictions" or "metrics-file"'],
  ['evaluate: {predictions: p, metrics-file: m}', 'name either "predictions" or "metrics-file"'],
  ['evaluate: {predictions: p, task: binary}', 'add "label: …"'],
  ['data: {trips: {contract: c}}', 'add "path" with files, or "table" with trino://catalog.schema.table'],
  ['data: {trips: {path: p, table: "trino://a.b.c"}}', 'leave one of them out'],
  ['data: {trips: {table: "postgres://a.b.c"}}', 'write trino://catalog.schema.table'],
  [
    'data: {trips: {path: p, where: x > 1}}',
    'leave it out; a rule of the data contract can have a "where" of its own',
  ],
])('keys that do not go together: %s', (text, hint) => {
  const found = inAssay(text);
  expect(found.code).toBe('contract-invalid');
  expect(pointedAt(found.fix).hint).toBe(hint);
});

test.each([
  [
    'columns: {a: {range: {min: 1}}}',
    '2:11  "type" is missing',
    'a',
    'add "type: …" (one of: "integer", "number", "string", "boolean", "date", "timestamp", "timestamp-with-zone", "uuid", "email", "url", "category")',
  ],
  [
    'columns: {a: {type: number, tolerance: five}}',
    '2:40  "five" is not of the right form',
    'five',
    'write a share of the rows: 0.001 or 0.1 %',
  ],
  [
    'columns: {a: {type: date, fresh: 36 hours}}',
    '2:34  "36 hours" is not of the right form',
    '36 hours',
    'write a whole number and s, m, h or d: 90s, 30m, 2h, 7d',
  ],
  [
    'columns: {a: {type: date, order: {is: increasing, wher: x}}}',
    '2:51  unknown key "wher"',
    'wher',
    'did you mean "where"?',
  ],
  ['columns: {a: {type: strin}}', '2:21  "strin" is not allowed', 'strin', 'did you mean "string"?'],
  [
    'columns: {a: {type: date, nullable: {atmost: 1}}}',
    '2:38  unknown key "atmost"',
    'atmost',
    'did you mean "at-most"?',
  ],
  [
    'columns: {a: {type: date, nullable: {at-most: 2}}}',
    '2:47  2 is too large',
    '2',
    'write a number of at most 1',
  ],
  ['colums: {}', '2:1  unknown key "colums"', 'colums', 'did you mean "columns"?'],
])('the data contract speaks the same way: %s', (text, message, marked, hint) => {
  const found = inData(text);
  expect(found.message).toBe(`d.yml:${message}`);
  expect(pointedAt(found.fix)).toEqual({ marked, hint });
});

test('several problems come at once, by line', () => {
  const text =
    'gate:\n  rules:\n    - {metric: 5, at-least: 1}\n  on-inconclusive: x\ntrain: {command: 1, seed: x}\n';
  const found = inAssay(`${text}${'\n'.repeat(5)}zz: 1`);
  expect(found).toMatchObject({ code: 'contract-invalid', message: 'assay.yml: 5 problems' });
  const places = [...found.fix.matchAll(/^assay\.yml:(\d+:\d+) {2}/gm)].map((match) => match[1]);
  expect(places).toEqual(['5:16', '6:20', '7:18', '7:27', '13:1']);
});

test('a mistyped key that is needed is one problem, not two', () => {
  expect(inAssay('train: {comand: x}').message).toBe('assay.yml:3:9  unknown key "comand"');
  expect(inAssay('train: {entirely: x}').message).toBe('assay.yml: 2 problems');
});

test('at most twenty problems are shown', () => {
  const found = inAssay(Array.from({ length: 50 }, (_, i) => `key${i}: 1`).join('\n'));
  expect(found.message).toBe('assay.yml: 20 or more problems');
  expect(found.fix.match(/unknown key/g)).toHaveLength(20);
});
