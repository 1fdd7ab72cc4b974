import { importFrictionless } from './frictionless.ts';
import { importGreatExpectations } from './great-expectations.ts';
import type { Importer } from './importer.ts';
import { importOdcs } from './odcs.ts';
import { importPandera } from './pandera.ts';
import { importTfdv } from './tfdv.ts';

/** Formats of data schemas that can be imported, by the names that users give. */
export const importers = {
  frictionless: {
    words: 'a Table Schema of Frictionless (JSON)',
    recognises: (document) =>
      document.has('fields') ||
      document.has('resources') ||
      (document.has('schema') && !document.has('apiVersion')),
    run: importFrictionless,
  },
  tfdv: {
    words: 'a schema of TensorFlow Data Validation (schema.pbtxt)',
    isPbtxt: true,
    recognises: (document) => document.has('feature'),
    run: importTfdv,
  },
  odcs: {
    words: 'an Open Data Contract Standard document, version 3 (YAML)',
    recognises: (document) =>
      /^v?3\./.test(String(document.look('apiVersion'))) && document.look('kind') === 'DataContract',
    run: importOdcs,
  },
  pandera: {
    words: 'a schema of pandera (YAML)',
    recognises: (document) => document.look('schema_type') === 'dataframe',
    run: importPandera,
  },
  'great-expectations': {
    words: 'a suite of Great Expectations (JSON)',
    recognises: (document) => document.has('expectations'),
    run: importGreatExpectations,
  },
} as const satisfies Record<string, Importer>;

export type ImportFormat = keyof typeof importers;

export const importFormats = Object.keys(importers) as [ImportFormat, ...ImportFormat[]];
