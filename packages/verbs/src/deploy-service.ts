import { type AssayYml, type Deploy, deploySchema, durationMilliseconds, UserError } from '@assay/contract';
import {
  checkHealthUrl,
  endDeployCommands,
  type Ports,
  putIntoService,
  type RollOutRequest,
} from '@assay/deploy';
import { Git, type Ledger } from '@assay/registry';
import { freshLedger } from './baseline.ts';
import type { Context } from './context.ts';
import { openAnnouncer } from './deploy-announcer.ts';
import { idAfter } from './deploy-id.ts';
import { LedgerJournal } from './deploy-journal.ts';
import { type StageEvent, tagStage } from './deploy-stage.ts';
import { withBytes } from './deploy-version.ts';
import { needs, readProject } from './project.ts';
import { stageMessage } from './promote-message.ts';
import { findVersion } from './promote-version.ts';
import { requireTrusted } from './trusted.ts';

/** For the steps around the command and the health: pushes, and a server that is slow. */
const SLACK_MS = 10 * 60 * 1000;

/** What `deploy` and `rollback` are given alike. */
export interface Given {
  config: string;
  environment: string | undefined;
  command: string | undefined;
  'create-environment': boolean;
  force: boolean;
}

/** A way into an environment: what is to be done, and by what. */
export interface Way {
  project: AssayYml;
  /** The stage that goes with the environment. */
  stage: string;
  ledger: Ledger;
  request: RollOutRequest;
  ports: Ports;
}

/** Reads the contract and opens ledger and GitHub. @throws UserError `untrusted-run`, `nothing-to-do`, `health-url`, `ledger-unreachable`, … */
export async function openWay(context: Context, verb: string, given: Given): Promise<Way> {
  requireTrusted(context, verb);
  const project = (await readProject(context, given.config))?.value;
  if (project === undefined) {
    throw new UserError('contract-missing', `there is no ${given.config}`, {
      fix: 'write one: it names the model',
    });
  }
  const deploy = deployOf(given, project.deploy);
  checkHealthUrl(deploy);
  const { model } = project;
  const environment = given.environment ?? deploy.environment;
  const git = new Git({ cwd: context.root, env: context.gitEnvironment });
  const ledger = await freshLedger(context);
  const journal = new LedgerJournal(ledger, environment, model, context);
  const announcer = await openAnnouncer(context, environment, given['create-environment']);
  const stage = environment === deploy.environment ? (project.promote?.stage ?? 'production') : environment;
  const within = deploy.health === undefined ? 0 : durationMilliseconds(deploy.health.within);
  const request: RollOutRequest = {
    environment,
    model,
    by: await whoRuns(context, git),
    run: context.trigger.run?.url ?? null,
    rollback: deploy.rollback,
    limitMs: durationMilliseconds(deploy.timeout) + within + SLACK_MS,
    force: given.force,
  };
  const tag = async (kind: StageEvent['kind'], name: string, why: string) => {
    const version = (await ledger.versions(model)).find((known) => known.version === name);
    if (version === undefined) return;
    const message = stageMessage(version, stage, `${environment}: ${why}`, request);
    await tagStage(ledger, version, { kind, stage }, context.now(), message);
  };
  const ports: Ports = {
    journal,
    announcer,
    verify: async (name) => withBytes(context, ledger, await findVersion(ledger, model, name)),
    serve: (version, deployment) =>
      context.log.group(`${version.version} to ${environment}: ${deploy.command}`, () =>
        putIntoService(
          { ...version, root: context.root, deploy, digest: version.artifact, environment, deployment },
          {
            environment: context.environment,
            output: (chunk, stream) => context.log.output(chunk, stream),
            signal: context.signal,
          },
        ),
      ),
    endStrays: async (deployments) => {
      const left = await endDeployCommands(deployments);
      if (left.length > 0)
        context.log.warn(`of an earlier deployment there still run, and cannot be ended: ${left.join(', ')}`);
    },
    assign: (name, why) => tag('assign', name, why),
    unassign: (name, why) => tag('unassign', name, why),
    now: context.now,
    newId: (last) => idAfter(last, context.now()),
    log: context.log,
  };
  return { project, stage, ledger, request, ports };
}

function deployOf({ command }: Given, declared: Deploy | undefined): Deploy {
  if (command !== undefined) return deploySchema.parse({ ...declared, command });
  if (declared === undefined) throw needs('command that deploys', 'command', 'deploy');
  return declared;
}

async function whoRuns({ trigger }: Context, git: Git): Promise<string> {
  if (trigger.run !== null && trigger.run.actor !== '') return trigger.run.actor;
  const name = (await git.try(['config', 'user.name'])).stdout.trim();
  return name === '' ? 'somebody at a terminal' : name;
}
