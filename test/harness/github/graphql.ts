import { type Answer, refusal } from './answer.ts';
import type { Grant } from './grants.ts';
import { isObject, type Json } from './openapi/json-schema.ts';

/** The one question of GraphQL that is answered: who the token is. Answers `undefined` for any other. */
export function answerGraphql({ login }: Grant, body: Json | undefined): Answer | undefined {
  const query = isObject(body) ? body['query'] : undefined;
  if (typeof query !== 'string')
    return refusal(400, 'A query attribute must be specified and must be a string.');
  const asked = query.replaceAll(/\s+/g, ' ').trim();
  if (!/^(query )?\{ ?viewer ?\{ ?login ?\} ?\}$/.test(asked)) return undefined;
  return { status: 200, body: { data: { viewer: { login } } } };
}
