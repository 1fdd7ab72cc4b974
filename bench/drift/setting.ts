import { join } from 'node:path';
import type { Measured } from '../measure.ts';
import { type Tool, tool } from '../setting.ts';

/** Another tool, and our method that gives its numbers, with what else has to be asked for then. */
export interface Peer extends Tool {
  readonly asOurs: readonly string[];
}

export async function peer(name: string, asOurs: readonly string[]): Promise<Peer> {
  return { ...(await tool(join(import.meta.dirname, 'peers'), name)), asOurs };
}

/** Runs our command in a folder. */
export type Ours = (folder: string, ...args: string[]) => Promise<Measured>;
