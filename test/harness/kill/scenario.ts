import type { GitHub } from '../github/index.ts';

/** A child process in a process group of its own; what `startAction` answers is one. */
export interface RunningChild {
  kill(signal?: NodeJS.Signals): void;
  result: Promise<{ exitCode: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>;
}

/** Which start this is: a run that was killed is started again as its next attempt, two at once are two runs. */
interface Turn {
  run: number;
  attempt: number;
}

/** The world in which a child is run, fresh for each kill. */
export interface KillScene {
  github: GitHub;
  /** Starts the child; `gitFolder` is to be first on its PATH. */
  start(turn: Turn, gitFolder: string): RunningChild;
  /** What is there in the end, as JSON, to compare; times and numbers of commits are taken out of it. */
  endState(): Promise<unknown>;
  close(): Promise<void>;
}

export interface KillScenario {
  name: string;
  /** Sets the scene. Called for every kill, so it should be cheap. */
  scene(): Promise<KillScene>;
  /** How it ends undisturbed; by default 0. */
  exitCode?: number;
  /** Whether a run after one that came to its end tries again: then the end of two such runs is right too. */
  triesAgain?: boolean;
  /** Whether of two at once the later may be turned away. */
  mayBeRefused?: boolean;
  /** Also at requests and commands that change nothing. */
  everything?: boolean;
}
