import { describe, expect, test } from 'vitest';
import { openSource, openTrinoData, openTrinoTable, validate } from '../../../packages/data/src/index.ts';
import { BothEngines, byKey, located, trino } from './both-engines.ts';
import {
  CHANGED,
  COLUMNS,
  LABELLED,
  LABELLED_COLUMNS,
  NOTE_COLUMNS,
  NOTES,
  OTHER_TYPE_COLUMNS,
  OTHER_TYPES,
  PREDICTED,
  PREDICTED_COLUMNS,
  ROWS,
  TOLD,
  TOLD_COLUMNS,
} from './rows.ts';

describe.skipIf(!trino.available)(
  'the same rows beside other data, in files and in Trino',
  { timeout: 300_000 },
  () => {
    const at = new BothEngines();

    test('groups are as large in both, and those of another table too', async () => {
      await at.both('every', ROWS, COLUMNS);
      await at.both('few', `SELECT * FROM (${ROWS}) WHERE id % 4 > 0`, COLUMNS);
      const given = {
        'assay-data': 1,
        columns: {},
        'extra-columns': 'allow',
        representation: [
          { column: 'text', shares: { Card: 0.5, Cash: 0.5 } },
          { column: ['yes', 'single'], against: 'few', tolerance: 0.01 },
          { column: 'midnight', shares: { '2026-01-31 10:00:00': 0.9, '2026-02-01 00:00:00': 0.1 } },
        ],
      };
      const { file, table } = await at.reports('every', given, 'few');
      expect(file.findings.length).toBeGreaterThan(1);
      expect(table.findings).toEqual(file.findings);
    });

    test('features that were computed twice differ in the same rows, of types that differ too', async () => {
      await at.both('every', ROWS, COLUMNS);
      await at.both('changed', CHANGED, COLUMNS);
      await at.both('types', OTHER_TYPES, OTHER_TYPE_COLUMNS);
      const given = {
        'extra-columns': 'allow',
        unique: ['id'],
        columns: {
          id: { type: 'integer' },
          mail: { type: 'email', nullable: true, sensitive: true },
          midnight: { type: 'date' },
          mostly: { type: 'integer', nullable: true },
        },
      };
      const number = {
        relative: 1e-6,
        absolute: 0.01,
        columns: ['double', 'single', 'price', 'fine', 'huge'],
      };
      for (const [name, checks] of Object.entries({
        changed: [
          { id: 'id' },
          { id: ['id', 'hash'], ...number, where: 'yes OR tiny > 0' },
          { id: 'id', columns: ['text'], 'at-most': 0.5 },
          { id: 'text' },
          { id: 'gone' },
        ],
        types: [{ id: 'id' }, { id: 'id', relative: 0.001 }],
      })) {
        const parity = checks.map((check) => ({ with: name, ...check }));
        const { file, table } = await at.reports('every', { ...given, parity }, name);
        expect(file.findings.filter(({ check }) => check === 'parity')).toHaveLength(
          name === 'types' ? 2 : 4,
        );
        expect(table.findings).toEqual(file.findings.map(byKey));
      }
    });

    test('rows of the training data are found by key and by content, and times after the label', async () => {
      await at.both('every', ROWS, COLUMNS);
      await at.both('changed', CHANGED, COLUMNS);
      await at.both('types', OTHER_TYPES, OTHER_TYPE_COLUMNS);
      const given = {
        'extra-columns': 'allow',
        unique: ['id'],
        columns: { id: { type: 'integer' }, mostly: { type: 'integer', nullable: true } },
      };
      for (const [training, asked] of [
        ['changed', { key: 'id', 'label-time': 'midnight' }],
        ['changed', { key: ['text', 'yes'], ignore: ['double'] }],
        ['types', { key: ['day', 'price'], ignore: ['midnight'] }],
      ] as const) {
        const { file, table } = await at.reports(
          'every',
          { ...given, leakage: { training, ...asked } },
          training,
        );
        expect(file.findings.filter(({ check }) => check === 'leakage rows')).toHaveLength(2);
        expect(table.findings).toEqual(file.findings.map(byKey));
      }
    });

    test('annotators agree as much, and groups are as large, where the others are files or tables', async () => {
      await at.both('every', ROWS, COLUMNS);
      await at.both('few', `SELECT * FROM (${ROWS}) WHERE id % 4 > 0`, COLUMNS);
      await at.both('notes', NOTES, NOTE_COLUMNS);
      const scales = {
        nominal: { label: 'word' },
        ordinal: { label: 'word', order: ['low', 'fair', 'high'] },
        interval: { label: 'grade' },
      };
      for (const [scale, given] of Object.entries(scales)) {
        const contract = located({
          'extra-columns': 'allow',
          columns: {},
          labels: {
            column: 'text',
            annotations: { data: 'notes', item: 'item', annotator: 'who', scale, ...given, 'at-least': 0.99 },
          },
          representation: [{ column: ['yes', 'single'], against: 'few', tolerance: 0.01 }],
        });
        const root = at.server.lake;
        const files = (data: string) => openSource(at.duckdb, { path: `${data}/rows.parquet`, root });
        const tables = (data: string) => openTrinoTable(at.asked, `trino://hive.ml.${data}`);
        const file = await validate(at.duckdb, await files('every'), contract, {
          name: 'every',
          open: files,
        });
        expect(file.findings.map(({ check }) => check)).toContain('labels agreement');
        for (const open of [files, tables]) {
          const source = await openTrinoData(at.asked, 'trino://hive.ml.every');
          const table = await validate(at.asked, source, contract, { name: 'every', open });
          expect(table.labels).toEqual(file.labels);
          expect(table.findings).toEqual(file.findings);
        }
      }
    });

    test('the same annotations are of items that the data do not have', async () => {
      await at.both('few', `SELECT * FROM (${ROWS}) WHERE id % 4 > 0`, COLUMNS);
      await at.both('notes', NOTES, NOTE_COLUMNS);
      const annotations = { data: 'notes', item: 'item', annotator: 'who', label: 'word' };
      const given = {
        'extra-columns': 'allow',
        columns: {},
        labels: { column: 'text', id: 'id', annotations },
      };
      const { file, table } = await at.reports('few', given, 'notes');
      expect(file.findings.map(({ check }) => check)).toContain('labels items');
      expect(table.findings).toEqual(file.findings);
    });

    test('the same labels are suspected, found again by one column and by two', async () => {
      await at.both('labelled', LABELLED, LABELLED_COLUMNS);
      await at.both('predicted', PREDICTED, PREDICTED_COLUMNS);
      const scores = { none: 'p0', small: 'p1', large: 'p2' };
      for (const [column, id, asked] of [
        ['size', 'id', { scores }],
        ['size', ['part', 'whole'], { scores }],
        ['paid', 'id', { score: 'yes' }],
        ['size', 'whole', { scores }],
        ['size', 'id', { scores: { ...scores, large: 'gone' } }],
      ] as const) {
        const errors = { data: 'predicted', id, 'at-most': 0.001, ...asked };
        const columns = { id: { type: 'integer' }, part: { type: 'string' }, whole: { type: 'integer' } };
        const given = { 'extra-columns': 'allow', columns, labels: { column, errors } };
        const { file, table } = await at.reports('labelled', given, 'predicted');
        expect(file.findings.length).toBeGreaterThan(0);
        const named = (row: number | null) => {
          const i = (row ?? 0) - 1;
          return id === 'id' ? `id=${1000 + i}` : `part=c${i % 20}, whole=${Math.floor(i / 20)}`;
        };
        const byId = <T extends { row: number | null }>({ row, ...rest }: T) => ({
          ...rest,
          row: null,
          key: named(row),
        });
        expect(table.findings).toEqual(
          file.findings.map((finding) => ({ ...finding, examples: finding.examples.map(byId) })),
        );
        const suspected = file.labels?.errors;
        expect(table.labels).toEqual({ errors: { ...suspected, worst: suspected?.worst.map(byId) } });
      }
    });

    test('other data are a table where they are asked for together', async () => {
      await at.both('every', ROWS, COLUMNS);
      await at.both('few', `SELECT * FROM (${ROWS}) WHERE id % 4 > 0`, COLUMNS);
      const open = () => openSource(at.duckdb, { path: 'few/rows.parquet', root: at.server.lake });
      const source = await openTrinoData(at.asked, 'trino://hive.ml.every');
      for (const given of [
        { parity: [{ with: 'few', id: 'id' }] },
        { labels: { column: 'yes', errors: { data: 'few', id: 'id', score: 'double' } } },
      ]) {
        const contract = located({ columns: {}, ...given });
        await expect(validate(at.asked, source, contract, { name: 'every', open })).rejects.toMatchObject({
          code: 'trino-alone',
        });
      }
    });

    test('columns that tell the label by themselves: the same ones, nearly as well', async () => {
      await at.both('told', TOLD, TOLD_COLUMNS);
      for (const [label, columns] of [
        ['paid', ['amount', 'mark', 'way']],
        ['size', ['area']],
      ] as const) {
        const leakage = { label, 'at-most-alone': 0.9 };
        const given = { 'extra-columns': 'allow', columns: {}, leakage };
        const { file, table } = await at.reports('told', given);
        expect(file.findings.map(({ column }) => column)).toEqual(columns);
        expect(table.findings.map(({ column }) => column)).toEqual(columns);
        for (const [i, { observed }] of file.findings.entries()) {
          const [what, value] = observed.split(' ');
          const [same, near] = table.findings[i]?.observed.split(' ') ?? [];
          expect(same).toBe(what);
          expect(Math.abs(Number(near) - Number(value))).toBeLessThan(0.005);
        }
        const again = await at.reports('told', given);
        expect(again.table.findings).toEqual(table.findings);
      }
    });
  },
);
