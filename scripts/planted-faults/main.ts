/** Measures what docs/planted-faults.md says, and writes it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plantedFaultsPage } from './page.ts';
import { plantAll } from './plant.ts';
import { countSplits } from './splits.ts';

const splits = await countSplits(200);
const { outcomes } = await plantAll();
await writeFile(
  join(import.meta.dirname, '../../docs/planted-faults.md'),
  plantedFaultsPage({ splits, outcomes }),
);
