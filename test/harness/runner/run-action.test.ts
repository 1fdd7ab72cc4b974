import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { runAction, startAction } from './run-action.ts';

const CORE = import.meta.resolve('@actions/core');

const METADATA = `
name: probe
description: a step for the test
inputs:
  fail-on: { description: x, default: fail }
  two words: { description: x, required: true }
  token: { description: x, default: '\${{ github.token }}' }
runs: { using: node24, main: main.mjs, post: post.mjs }
`;

/** An action whose main step is `code`, with the real toolkit as `core`. */
function action(code: string, post = ''): string {
  const folder = temporaryFolder('action');
  const prelude = `import * as core from ${JSON.stringify(CORE)};\nimport fs from 'node:fs';\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'action.yml'), METADATA);
  writeFileSync(join(folder, 'main.mjs'), prelude + code);
  writeFileSync(join(folder, 'post.mjs'), prelude + post);
  return folder;
}

describe('what a step is given', () => {
  it('has defaults, given inputs, and empty strings for what is required and missing', async () => {
    const code = `core.setOutput('seen', [core.getInput('fail-on'), core.getInput('two words'), core.getInput('token')].join('|'))`;
    const given = await runAction({
      action: action(code),
      inputs: { 'two words': 'a b' },
      github: { url: 'http://127.0.0.1:9', token: 'tok' },
    });
    expect(given.outputs).toEqual({ seen: 'fail|a b|tok' });
    expect((await runAction({ action: action(code) })).outputs).toEqual({ seen: 'fail||' });
  });

  it('sees nothing of the environment of the test but PATH', async () => {
    process.env['ASSAY_TEST_LEAK'] = 'yes';
    const { outputs } = await runAction({
      action: action(`core.setOutput('names', Object.keys(process.env))`),
    });
    delete process.env['ASSAY_TEST_LEAK'];
    const names = JSON.parse(outputs['names'] ?? '[]') as string[];
    expect(names.filter((name) => !/^(GITHUB|RUNNER|INPUT)_/.test(name)).sort()).toEqual([
      'CI',
      'HOME',
      'PATH',
    ]);
  });

  it('reads the event', async () => {
    const code = `core.setOutput('n', JSON.parse(fs.readFileSync(process.env.GITHUB_EVENT_PATH)).number)`;
    expect((await runAction({ action: action(code), event: { number: 41 } })).outputs).toEqual({ n: '41' });
  });
});

describe('what a step answers', () => {
  it('carries hostile values through the toolkit unchanged', async () => {
    const value = 'x%0A::set-output name=y::z\n::error::not one\nEOF\nghadelimiter_1\n"`$(id)`"';
    const code = `const v = ${JSON.stringify(value)};
      core.setOutput('v', v); core.exportVariable('V', v); core.saveState('s', v); core.error(v, { title: 'a,b:c', file: 'x,y:z.py', startLine: 3 });`;
    const step = await runAction({ action: action(code) });
    expect(step).toMatchObject({
      outcome: 'success',
      outputs: { v: value },
      env: { V: value },
      state: { s: value },
    });
    expect(step.annotations).toEqual([
      { level: 'error', message: value, title: 'a,b:c', file: 'x,y:z.py', line: 3 },
    ]);
  });

  it('obeys commands that came in by echoed data, as the runner does', async () => {
    const step = await runAction({
      action: action(
        `console.log('::set-output name=pwned::yes'); console.error('  ::warning file=a.py::careful')`,
      ),
    });
    expect(step.outputs).toEqual({ pwned: 'yes' });
    expect(step.annotations).toEqual([{ level: 'warning', message: 'careful', file: 'a.py' }]);
  });

  it('passes over commands between stop-commands and its token', async () => {
    const code = `console.log('::stop-commands::t1'); console.log('::error::no'); console.log('::t1::'); console.log('::error::yes')`;
    expect((await runAction({ action: action(code) })).annotations).toEqual([
      { level: 'error', message: 'yes' },
    ]);
  });

  it('masks secrets in the log, in encoded forms, and still tells what was written', async () => {
    const code = `core.setSecret('added-secret'); console.log('a', 'added-secret', btoa('xgiven secret'), encodeURIComponent('given secret'))`;
    const step = await runAction({ action: action(code), secrets: ['given secret'] });
    expect(step.stdout).toContain('a *** ');
    expect(step.stdout).not.toMatch(/added-secret|Z2l2ZW4|given/);
    expect(step.unmasked).toContain('added-secret');
    expect(step.masks).toEqual(['added-secret']);
  });

  it('fails a step that ends well but leaves a broken output file or uses set-env', async () => {
    const broken = await runAction({
      action: action(`fs.appendFileSync(process.env.GITHUB_OUTPUT, 'a<<EOF\\nnever closed')`),
    });
    expect(broken).toMatchObject({ exitCode: 0, outcome: 'failure' });
    expect(broken.problems[0]).toContain("Matching delimiter not found 'EOF'");
    const old = await runAction({ action: action(`console.log('::set-env name=A::b')`) });
    expect(old).toMatchObject({ outcome: 'failure', problems: ['The `set-env` command is disabled.'] });
  });

  it('shows a summary up to 1 MiB, and none beyond it', async () => {
    const code = (bytes: number) =>
      `fs.appendFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(${bytes}))`;
    expect((await runAction({ action: action(code(1024 * 1024)) })).summary).toHaveLength(1024 * 1024);
    const over = await runAction({ action: action(code(1024 * 1024 + 1)) });
    expect(over).toMatchObject({ outcome: 'success', summary: '' });
    expect(over.annotations[0]?.message).toContain('upload aborted');
  });

  it('hands state to the post step', async () => {
    const folder = action(`core.saveState('k', 'kept')`, `core.setOutput('got', core.getState('k'))`);
    const main = await runAction({ action: folder });
    expect((await runAction({ action: folder, step: 'post', state: main.state })).outputs).toEqual({
      got: 'kept',
    });
  });
});

describe('ending early', () => {
  // The child holds the step's output open: only when it dies too does the log end.
  const endless = `import { spawn } from 'node:child_process';
    spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
    console.log('ready'); fs.writeFileSync(import.meta.dirname + '/ready', ''); setInterval(() => {}, 1000);`;

  it('kills a step that takes too long', async () => {
    const step = await runAction({ action: action(endless), timeLimitMilliseconds: 1_000 });
    expect(step).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: true, outcome: 'failure' });
  });

  it('kills on request, with what it started', async () => {
    const folder = action(endless);
    const running = startAction({ action: folder });
    while (!existsSync(join(folder, 'ready'))) await pause(20);
    running.kill('SIGKILL');
    const step = await running.result;
    expect(step).toMatchObject({ signal: 'SIGKILL', timedOut: false, stdout: 'ready\n' });
  });
});
