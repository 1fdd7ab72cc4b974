import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take a minute or more, longest first. A fresh clone knows no durations, and by vitest's order (larger
 * files first) these, which are short, would be begun last and then be waited for alone.
 */
const SLOW = [
  'test/integration/writers-deploy.int.ts',
  'test/integration/writers.int.ts',
  'test/integration/killed-and-failing.int.ts',
  'test/integration/promote.int.ts',
  'test/integration/policy-attacks.int.ts',
  'test/agreement/trino/beside-others.test.ts',
  'packages/verbs/src/deploy.test.ts',
  'packages/verbs/src/open-retraining-pr-match.test.ts',
  'scripts/planted-faults/planted-faults.test.ts',
  'packages/verbs/src/open-retraining-pr-again.test.ts',
  'test/agreement/metrics-files/again.test.ts',
  'test/agreement/trino/checks.test.ts',
  'packages/verbs/src/promote-refusals.test.ts',
  'packages/cli/src/main.test.ts',
  'test/agreement/trino/profiles.test.ts',
];

/** Begins the slow files first, and all others in vitest's own order. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = SLOW.findIndex((file) => moduleId.endsWith(`/${file}`));
      return found === -1 ? SLOW.length : found;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}
