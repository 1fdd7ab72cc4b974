import type { Importer } from './importer.ts';

/** Formats of data schemas that can be imported, by the names that users give. Each is loaded where it is imported. */
export const importers = {
  frictionless: {
    words: 'a Table Schema of Frictionless (JSON)',
    recognises: (document) =>
      document.has('fields') ||
      document.has('resources') ||
      (document.has('schema') && !document.has('apiVersion')),
    load: async () => (await import('./frictionless.ts')).importFrictionless,
  },
  tfdv: {
    words: 'a schema of TensorFlow Data Validation (schema.pbtxt)',
    isPbtxt: true,
    recognises: (document) => document.has('feature'),
    load: async () => (await import('./tfdv.ts')).importTfdv,
  },
  odcs: {
    words: 'an Open Data Contract Standard document, version 3 (YAML)',
    recognises: (document) =>
      /^v?3\./.test(String(document.look('apiVersion'))) && document.look('kind') === 'DataContract',
    load: async () => (await import('./odcs.ts')).importOdcs,
  },
  pandera: {
    words: 'a schema of pandera (YAML)',
    recognises: (document) => document.look('schema_type') === 'dataframe',
    load: async () => (await import('./pandera.ts')).importPandera,
  },
  'great-expectations': {
    words: 'a suite of Great Expectations (JSON)',
    recognises: (document) => document.has('expectations'),
    load: async () => (await import('./great-expectations.ts')).importGreatExpectations,
  },
  'json-schema': {
    words: 'a JSON Schema of records (JSON or YAML)',
    recognises: (document) =>
      document.has('properties') || (document.look('type') === 'array' && document.has('items')),
    load: async () => (await import('./json-schema.ts')).importJsonSchema,
  },
} as const satisfies Record<string, Importer>;

export type ImportFormat = keyof typeof importers;

export const importFormats = Object.keys(importers) as [ImportFormat, ...ImportFormat[]];
