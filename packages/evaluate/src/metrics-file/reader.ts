import { z } from 'zod';

/** A number that a tool wrote, by the name that it gets in the record. */
export interface FoundMetric {
  metric: string;
  /** May be NaN or infinite: records then say so. */
  value: number;
  /** Where the tool says it; else the name tells. */
  direction?: 'higher' | 'lower';
  /** Where what the tool wrote gives one. */
  interval?: { low: number; high: number; method: string } | undefined;
  /** Rows behind it. */
  n?: number | undefined;
}

/** Reads the files of one tool. */
export interface MetricsReader {
  /** By which `format` names it, and records say what was read. */
  format: string;
  /** Its metrics; `undefined`: this is no file of that tool. */
  read: (value: unknown, confidence: number) => FoundMetric[] | undefined;
}

/** A reader of files that have one shape: the shape is what they are recognised by. */
export function readerOf<Shape extends z.ZodType>(
  format: string,
  shape: Shape,
  metricsOf: (value: z.output<Shape>, confidence: number) => FoundMetric[],
): MetricsReader {
  return {
    format,
    read(value, confidence) {
      const parsed = shape.safeParse(value);
      return parsed.success ? metricsOf(parsed.data, confidence) : undefined;
    },
  };
}

/** A number as these files hold it: bare, NaN or infinite as Python writes them, or as the text that MLflow makes of these. */
export const anyNumber = z
  .union([
    z.number(),
    z.nan(),
    z.bigint(),
    z.literal([Infinity, -Infinity]),
    z.enum(['NaN', 'Infinity', '-Infinity']),
  ])
  .transform(Number);
