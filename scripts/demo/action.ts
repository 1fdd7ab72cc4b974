/** Runs the verb named by DEMO_VERB as an action: what release/dist/<verb>.js does. */
import { runAction } from '../../packages/action/src/index.ts';

await runAction(process.env['DEMO_VERB'] ?? '');
