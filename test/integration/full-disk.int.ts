import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../harness/index.ts';
import { LIBRARY_FOLDER } from './scene/duckdb.ts';
import { openRelease, type Release } from './scene/release.ts';
import { workspace } from './scene/workspace.ts';

// A small disk of its own, which nobody else sees: some systems let only an administrator have one.
const ALONE = ['--user', '--map-root-user', '--mount'];
const mayMount = await run('unshare', [...ALONE, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {
  mayFail: true,
}).catch(() => ({ exitCode: 1 }));

const FILES = ['p.json', 'p.html', '.assay/run.json', '.assay/predictions.parquet', '.assay/report.html'];

/** Fills the disk behind a first run, and runs again: what is said goes out, one document a command. */
const SCRIPT = `set -e
mount -t tmpfs -o size=4m tmpfs "$DISK"
cp -r "$FROM/." "$DISK"
cd "$DISK"
assay() { node "$ASSAY" "$@" --json; }
all() {
  assay validate-data --data a.csv $LIBRARY --profile p.json --html p.html || echo
  assay validate-data --data a.csv $LIBRARY --infer --out "$1.yml" || echo
  assay validate-data --merge p.json --profile p.json --html p.html || echo
  assay evaluate $LIBRARY || echo
  assay gate || echo
  assay report || echo
  assay check-drift --reference a.csv --save-profile "$1.json" $LIBRARY || echo
}
all first > /dev/null
sha256sum ${FILES.join(' ')} > "$OUT/sums"
cat /dev/zero > filler || true
ls -A . .assay > "$OUT/before"
all second > "$OUT/said"
assay history >> "$OUT/said" || true
TMPDIR="$DISK" assay validate-data --data wide.csv $LIBRARY >> "$OUT/said" || true
ls -A . .assay > "$OUT/after"
sha256sum --check --quiet "$OUT/sums"
`;

describe.skipIf(mayMount.exitCode !== 0)('a disk that is full', () => {
  let release: Release;
  beforeAll(async () => {
    release = await openRelease();
  });

  it('is said, with what to do; what was written before is whole, and nothing is left beside it', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${i},${(i * 37) % 101},${i % 2},0.${100 + i}\n`);
    const csv = `id,x,label,score\n${rows.join('')}`;
    const from = await workspace({
      'a.csv': csv,
      'wide.csv': Buffer.from(`\ufeff${csv}`, 'utf16le'),
      'assay.yml': `assay: 1
model: m1
evaluate: {predictions: a.csv, task: binary, id: id, label: label, score: score}
gate: {rules: [{metric: accuracy, at-least: 0.1}]}
`,
    });
    const out = temporaryFolder('out');
    const { exitCode, stderr } = await run('unshare', [...ALONE, 'sh', '-c', SCRIPT], {
      env: {
        PATH: `${release.path}:${process.env['PATH']}`,
        HOME: temporaryFolder('home'),
        DISK: temporaryFolder('disk'),
        FROM: from,
        OUT: out,
        ASSAY: join(release.folder, 'dist/assay.js'),
        LIBRARY: `--duckdb-library ${join(release.toolCache, LIBRARY_FOLDER)}`,
      },
      mayFail: true,
      timeLimitMilliseconds: 100_000,
    });
    // The last command holds what was there to its sums.
    expect(exitCode, stderr).toBe(0);
    expect(stderr).not.toContain('bug');
    const said = readFileSync(join(out, 'said'), 'utf8');
    const told = said.split(/\n(?=\{)/).map((text) => JSON.parse(text).error);
    expect(told.map(({ code, fix }) => [code, fix])).toEqual([
      ['file-refused', 'make room on the disk'],
      ['file-refused', 'make room on the disk'],
      ['file-refused', 'make room on the disk'],
      ['file-refused', 'let this user write there, on a disk with room'],
      ['file-refused', 'make room on the disk'],
      ['file-refused', 'make room on the disk'],
      ['file-refused', 'make room on the disk'],
      ['git-disk-full', 'make room on the disk of the folder .git, or raise the quota of this user'],
      ['file-refused', 'make room on the disk'],
    ]);
    expect(readFileSync(join(out, 'after'), 'utf8')).toBe(readFileSync(join(out, 'before'), 'utf8'));
  }, 120_000);
});
