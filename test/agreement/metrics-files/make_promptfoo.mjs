// What `promptfoo eval` writes about files/promptfoo/promptfooconfig.yaml. To be run where promptfoo is installed:
//   npm install promptfoo@0.121.20 && node make_promptfoo.mjs
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const folder = 'files/promptfoo';
const out = `${folder}/results.json`;
const env = { ...process.env, PROMPTFOO_DISABLE_TELEMETRY: '1', PROMPTFOO_DISABLE_UPDATE: '1' };
const args = ['eval', '--no-cache', '--no-write', '-c', `${folder}/promptfooconfig.yaml`, '-o', out];
try {
  execFileSync('node_modules/.bin/promptfoo', args, { env, stdio: 'ignore' });
} catch {
  // It ends with an exit code of its own where a test fails, as one is meant to here.
}
const written = JSON.parse(readFileSync(out, 'utf8'));
// What it says of the machine is nobody's business.
written.metadata = { promptfooVersion: written.metadata.promptfooVersion };
writeFileSync(out, `${JSON.stringify(written, null, 1)}\n`);
