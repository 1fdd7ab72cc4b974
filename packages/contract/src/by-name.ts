import { z } from 'zod';

const PROTO = '__proto__';

/**
 * As `z.record`, which leaves out what is named `__proto__`, lest an assignment sets a prototype: a column of data may have
 * that name too, and a group of it, and is defined here, not assigned. Where no name is like that, it is a mistake as any other.
 */
export function byName<S extends z.ZodType>(schema: S, name = z.string()): z.ZodRecord<z.ZodString, S> {
  const record = z.record(name, schema);
  const { run } = record._zod;
  record._zod.run = (payload, context) => {
    const given = Object.getOwnPropertyDescriptor(Object(payload.value), PROTO);
    const read = run(payload, context);
    if (given === undefined || read instanceof Promise) return read;
    const called = name._zod.run({ value: PROTO, issues: [] }, context);
    if (called instanceof Promise) return read;
    if (called.issues.length > 0) {
      const issues = called.issues.map((issue) => z.core.util.finalizeIssue(issue, context, z.config()));
      const at = { input: PROTO, path: [PROTO], inst: record };
      read.issues.push({ code: 'invalid_key', origin: 'record', issues, ...at });
      return read;
    }
    const one = schema._zod.run({ value: given.value, issues: [] }, context);
    if (one instanceof Promise) return read;
    read.issues.push(...z.core.util.prefixIssues(PROTO, one.issues));
    Object.defineProperty(read.value, PROTO, { ...given, value: one.value });
    return read;
  };
  return record;
}
