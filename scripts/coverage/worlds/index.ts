import type { Task } from '../../../packages/stats/src/index.ts';
import type { World } from '../world.ts';
import { binary } from './binary.ts';
import { multiclass } from './multiclass.ts';
import { multilabel } from './multilabel.ts';
import { own } from './own.ts';
import { quantile } from './quantile.ts';
import { ranking } from './ranking.ts';
import { heavy, regression } from './regression.ts';
import { attempts, text } from './text.ts';

/** All worlds, in the order of the page. */
export const worlds = [
  binary,
  multiclass,
  multilabel,
  regression,
  heavy,
  own,
  quantile,
  ranking,
  text,
  attempts,
] as readonly World<Task>[];
