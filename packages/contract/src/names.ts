import { z } from 'zod';

/** A model's or data set's name: GTO's syntax, so that it can become a tag (formats.md). */
export const nameSchema = z
  .string()
  .min(2)
  .max(200)
  .regex(
    /^[a-zA-Z0-9]([a-zA-Z0-9\-/_]*[a-zA-Z0-9])?$/,
    'use letters, digits, "-", "_" and "/"; begin and end with a letter or digit',
  );

/** `sha256:` and 64 hexadecimal digits. */
export const digestSchema = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'a digest is "sha256:" and 64 hexadecimal digits');

/** A git object id, SHA-1 or SHA-256. */
export const commitSchema = z
  .string()
  .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'a commit is 40 or 64 hexadecimal digits');
