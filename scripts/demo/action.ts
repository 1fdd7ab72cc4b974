/** Runs the verb named by DEMO_VERB as an action, from source: what release/dist/<verb>.js does with the bundle. */
import { runAction } from '../../packages/action/src/index.ts';

await runAction(process.env['DEMO_VERB'] ?? '');
