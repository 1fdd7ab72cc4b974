import type { Folders } from './environment.ts';
import type { Annotation } from './step-log.ts';
import type { WorkflowCommand } from './workflow-commands.ts';

/** What a step left behind, as the runner sees it. */
export interface StepResult {
  /** `null` where a signal ended it. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  timedOut: boolean;
  /** `failure` also where the process ended well but the runner refuses what it wrote. */
  outcome: 'success' | 'failure';
  /** The log as it is shown: secrets masked. */
  stdout: string;
  stderr: string;
  /** The log as it was written, to look for secrets that only the mask hides. */
  unmasked: string;
  outputs: Record<string, string>;
  env: Record<string, string>;
  state: Record<string, string>;
  /** Folders that were put in front of PATH. */
  path: string[];
  /** Empty where it is over 1 MiB: GitHub then shows none, and the step stays green. */
  summary: string;
  annotations: Annotation[];
  /** What the step asked to be masked. */
  masks: string[];
  commands: WorkflowCommand[];
  /** Why the runner refuses what the step wrote. */
  problems: string[];
  folders: Folders;
}
