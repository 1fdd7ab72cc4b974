import type { Exporter } from './exporter.ts';

/** Formats that contracts are exported to, by the names that users give. Each is loaded where it is exported to. */
export const exporters = {
  frictionless: {
    words: 'a Table Schema of Frictionless',
    syntax: 'json',
    load: async () => (await import('./frictionless.ts')).exportFrictionless,
  },
  odcs: {
    words: 'an Open Data Contract Standard document',
    syntax: 'yaml',
    load: async () => (await import('./odcs.ts')).exportOdcs,
  },
} as const satisfies Record<string, Exporter>;

export type ExportFormat = keyof typeof exporters;

export const exportFormats = Object.keys(exporters) as [ExportFormat, ...ExportFormat[]];
