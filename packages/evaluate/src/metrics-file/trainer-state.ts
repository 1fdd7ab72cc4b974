import { z } from 'zod';
import { anyNumber, readerOf } from './reader.ts';

const state = z.object({
  global_step: z.number(),
  log_history: z.array(z.looseObject({ step: z.number() })),
});

/** What is logged beside metrics. */
const SETTINGS = new Set(['step', 'learning_rate', 'grad_norm']);

/**
 * `trainer_state.json` of Hugging Face's Trainer: of each number that was logged the last, by the name that
 * `all_results.json` has for it.
 */
export const trainerState = readerOf('trainer-state', state, ({ log_history }) => {
  const last = new Map<string, number>();
  for (const [name, value] of log_history.flatMap((entry) => Object.entries(entry))) {
    const number = anyNumber.safeParse(value);
    if (number.success && !SETTINGS.has(name)) last.set(name, number.data);
  }
  return [...last].map(([metric, value]) => ({ metric, value }));
});
