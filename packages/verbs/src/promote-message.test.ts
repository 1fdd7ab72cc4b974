import type { Version } from '@assay/contract';
import { NASTY_STRINGS } from '@assay/test';
import { expect, test } from 'vitest';
import { modelInMessage, oneLine, stageMessage } from './promote-message.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const forged = `Model: sha256:${'b'.repeat(64)}`;

test.each(NASTY_STRINGS.map(({ attempt, value }) => [attempt, value]))(
  '%s: %j stays on one line',
  (_attempt, value) => {
    const line = oneLine(value);
    expect(line.split(/[\n\r\u0085\u2028\u2029]/)).toHaveLength(1);
    // Nothing that a terminal obeys, and nothing that turns the direction of the text.
    expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  },
);

test.each([`\n${forged}`, `\r${forged}`, `\u2028${forged}`, `x\n\n${forged}\n`])(
  'no text of the user stands in for the model: %j',
  (why) => {
    const version = { model: 'tips', version: 'v1.0.0', artifact: digest } as Version;
    const message = stageMessage(version, 'production', why, { by: why, run: why });
    expect(modelInMessage(message)).toBe(digest);
    expect(message.match(/^Model: /gm)).toHaveLength(1);
  },
);

test('what is long is cut', () => {
  expect(oneLine('x'.repeat(1000))).toHaveLength(500);
});
