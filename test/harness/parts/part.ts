import { appendFileSync } from 'node:fs';

/** Something that a test needs of the machine: there, or left out for a reason that a person can act on. */
export type Part<T> = ({ available: true } & T) | { available: false; why: string };

/**
 * Makes a part that is set up once in a process, when it is first asked for. Whatever `setUp` throws is why it is left
 * out; that is told in the file ASSAY_LEFT_OUT, one line each, for the suite to list. With CI=true nothing may be left
 * out: it throws.
 */
export function part<T extends object>(name: string, setUp: () => Promise<T>): () => Promise<Part<T>> {
  let once: Promise<Part<T>> | undefined;
  const attempt = async (): Promise<Part<T>> => {
    try {
      return { available: true, ...(await setUp()) };
    } catch (error) {
      const why = (error as Error).message;
      if (process.env['CI'] === 'true') throw new Error(`${name} may not be left out where CI=true: ${why}`);
      const list = process.env['ASSAY_LEFT_OUT'];
      if (list !== undefined) appendFileSync(list, `${name}: ${why.split('\n')[0]}\n`);
      return { available: false, why };
    }
  };
  return () => {
    once ??= attempt();
    return once;
  };
}
