import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/slow-first.ts';

// Three suffixes, three projects: unit tests beside the source, integration tests of the built bundles,
// end-to-end tests of whole workflows.
export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,actions,scripts,test,bench}/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // More than processors: tests of GitHub mostly wait, for the second between two writes.
          maxWorkers: 5,
          // Files are small: to load the same modules anew for each took a quarter of the processor's time.
          isolate: false,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.int.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // One more than processors: two files at a time, which wait for the second between two writes, leave half of them idle.
          maxWorkers: 3,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          // The life of a model and the demo are as long as all other files: they run side by side.
          maxWorkers: 2,
        },
      },
    ],
  },
});
