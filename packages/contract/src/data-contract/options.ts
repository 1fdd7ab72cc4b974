import { z } from 'zod';

const fraction = z.number().min(0).max(1);

/** A share of rows: `0.001`, or in words `0.1 %`. Read as a fraction. */
export const shareSchema = z.union([
  fraction,
  z
    .string()
    .regex(/^(100(\.0+)?|\d{1,2}(\.\d+)?) ?%$/, 'write a share of the rows: 0.001 or 0.1 %')
    // Shifting the decimal point keeps the digits, which a division would not: 0.7 % is 0.007.
    .transform((text) => Number(`${text.replace('%', '').trim()}e-2`)),
]);

/** Encodings of texts that are read. Printed Latin-1 is contained in Windows-1252. */
export const encodingSchema = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);

export type Encoding = z.output<typeof encodingSchema>;

export const severity = z.enum(['error', 'warn']);

/** What each check may say besides: how bad it is, why it is there, and whom to ask. */
export const saidSchema = {
  severity: severity.optional().describe('error or warn; else that of its column'),
  reason: z.string().min(1).optional().describe('Why it is asked for; shown where it is broken'),
  owner: z.string().min(1).optional().describe('Whom to ask; shown where it is broken'),
};

const whereSchema = z
  .string()
  .min(1)
  .optional()
  .describe('Only rows for which this condition in SQL holds are held against it');

/** Of a check that each row keeps or breaks. */
export const rowCheckSchema = {
  'at-most': shareSchema.optional().describe('Largest share of rows that may break it: 0.001 or 0.1 %'),
  where: whereSchema,
  ...saidSchema,
};

/** Of a check of one figure of all rows. */
export const figureCheckSchema = { where: whereSchema, ...saidSchema };
