import type { DataContract } from '@assay/contract';
import type { DataCheck } from './data-check.ts';

/** A check with much code of its own, statistics above all, which only a contract that asks for it has loaded. */
export function ifAsked(key: keyof DataContract, load: () => Promise<DataCheck>): DataCheck {
  return async (checked) => {
    const asked = checked.contract[key];
    const isAsked = Array.isArray(asked) ? asked.length > 0 : asked !== undefined;
    return isAsked ? (await load())(checked) : { checks: 0, findings: [] };
  };
}
