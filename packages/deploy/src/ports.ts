import type { Deployment, Turn } from '@assay/contract';
import type { Service } from './service/put-into-service.ts';

/** What is asked for, but for the version. */
export interface RollOutRequest {
  environment: string;
  model: string;
  by: string;
  run: string | null;
  /** What follows a failure. */
  rollback: 'previous' | 'none';
  /** How long a deployment may take before another run gives it up. */
  limitMs: number;
  /** Also where the version is in service already, or where another run is at work. */
  force: boolean;
}

/** What is known of an environment, and of the turn of one model there. */
export interface EnvironmentState {
  turn: Turn | undefined;
  /** Oldest first. */
  deployments: readonly Deployment[];
}

/** One step, taken whole or not at all. */
export interface Step {
  /** Whose turn it was when the step was thought out: if it is another's now, nothing is written. */
  expected: Pick<Turn, 'deployment' | 'holder'>;
  turn: Turn;
  deployments: readonly Deployment[];
  message: string;
}

/** Where the deployments of a model to an environment are kept: the ledger. */
export interface Journal {
  read(): Promise<EnvironmentState>;
  /** @returns whether it was written; `false`: the turn is another's */
  write(step: Step): Promise<boolean>;
  /** How the turn names this process. */
  readonly me: { holder: string; attempt: number | null };
  /**
   * Whether the turn that a deployment has is this process's, or was left by one in whose place it works: an earlier attempt
   * of its run, or a dead process of its work tree. What lives beside it, in the same run too, is another's.
   */
  isMine(turn: Turn, deployment: Deployment): boolean;
}

export type AnnouncedState = 'success' | 'failure' | 'error';

/** Where others see what is deployed: GitHub. Each call may be made again, and changes nothing then. */
export interface Announcer {
  /** Shows that the deployment is in progress. Answers its number there. */
  begin(deployment: Deployment, commit: string): Promise<number>;
  end(number: number, state: AnnouncedState, why: string, address: string | null): Promise<void>;
  /** Shows that it is no longer in service. */
  retire(number: number): Promise<void>;
}

/** A version whose tag, bytes and verdict were looked at anew. */
export interface VerifiedVersion {
  model: string;
  version: string;
  artifact: string;
  commit: string;
  /** Absolute path of the model. */
  path: string;
}

/** Everything from outside that a roll-out uses. */
export interface Ports {
  journal: Journal;
  announcer: Announcer | null;
  /** Verifies a registered version and brings its bytes here. @throws UserError where it is not what was registered */
  verify(version: string): Promise<VerifiedVersion>;
  /** Runs the command for a deployment and watches health. */
  serve(version: VerifiedVersion, deployment: string): Promise<Service>;
  /** Ends what still runs on this machine of the commands of deployments, whose own runs are dead or were given up. */
  endStrays(deployments: readonly string[]): Promise<void>;
  /** Gives the stage to a version that is in service, where the stage is in use and another has it, or none. */
  assign(version: string, why: string): Promise<void>;
  /** Takes the stage from a version, if it has it. */
  unassign(version: string, why: string): Promise<void>;
  now(): Date;
  /** A new id, which sorts behind the last one of the ledger whatever this machine's clock says. */
  newId(last: string | undefined): string;
  log: { info(message: string): void; warn(message: string): void };
}
