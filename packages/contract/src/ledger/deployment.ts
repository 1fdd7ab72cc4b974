import { z } from 'zod';
import { digestSchema, nameSchema } from '../names.ts';
import { versionNameSchema } from './version.ts';

/**
 * What became of a deployment. `pending`: begun, and not heard of since; `healthy`: it serves, or did until `to`; the
 * others never served.
 */
const deploymentOutcomes = ['pending', 'healthy', 'unhealthy', 'failed'] as const;

const ulidSchema = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'an id is a ULID');

/** One deployment of a version to an environment, in the ledger. */
export const deploymentSchema = z.lazy(() =>
  z
    .strictObject({
      assay: z.literal('deployment/1'),
      id: ulidSchema,
      environment: z.string(),
      model: nameSchema,
      version: versionNameSchema,
      artifact: digestSchema,
      outcome: z.enum(deploymentOutcomes),
      why: z.string(),
      started: z.iso.datetime(),
      from: z.iso.datetime().nullable().describe('Since when it serves; null: it never did'),
      to: z.iso
        .datetime()
        .nullable()
        .describe('Until when it is known to have served; null: it still does, or never did'),
      by: z.string(),
      run: z.string().nullable().describe('Address of the workflow run'),
      'rolls-back': z.string().nullable().describe('Id of the deployment that this one undoes'),
      github: z.int().nullable().describe('Number of the deployment on GitHub'),
    })
    .describe('A deployment'),
);

/**
 * Whose turn it is to deploy a model to an environment: only the deployment that has it writes there, and only one process
 * is at work on it. Models of one environment do not wait for each other.
 */
export const turnSchema = z.lazy(() =>
  z
    .strictObject({
      assay: z.literal('turn/1'),
      deployment: ulidSchema.nullable().describe('null: nobody is at work'),
      until: z.iso.datetime().nullable().describe('After this time it is given up, and another may begin'),
      holder: ulidSchema.nullable().describe('Id of the process that is at work'),
      attempt: z.int().nullable().describe('Which attempt of its workflow run that is; null: it is in none'),
    })
    .describe('The turn of a model in an environment'),
);

export type Deployment = z.output<typeof deploymentSchema>;
export type Turn = z.output<typeof turnSchema>;
