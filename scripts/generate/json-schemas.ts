import { jsonSchemas } from '../../packages/contract/src/index.ts';
import type { Generated } from './generator.ts';

/** The JSON Schemas of the contract's documents, for editors and for other tools. */
export async function jsonSchemaFiles(): Promise<readonly Generated[]> {
  return Object.entries(jsonSchemas()).map(([name, schema]) => ({
    path: `packages/contract/schemas/${name}`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
}
