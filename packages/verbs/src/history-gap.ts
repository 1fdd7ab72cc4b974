import type { Deployment, Version } from '@assay/contract';

/** That nothing of a model is shown at a moment, and why. */
export interface Gap {
  model: string;
  /** Whether it is known that Assay had put nothing into service by then; else nobody can tell. */
  standing: 'nothing yet' | 'not known';
  why: string;
}

/** What the ledger has of a model and an environment. */
export interface Evidence {
  model: string;
  environment: string;
  /** Its deployments there, oldest first. */
  deployments: readonly Deployment[];
  /** Deployments there that could not be read without a network, of whatever model. */
  missing: number;
  versions: readonly Pick<Version, 'version' | 'at'>[];
}

/** Why no deployment of a model was in service at a moment: there had been none, or what was there is not known. */
export function gapAt({ model, environment, deployments, missing, versions }: Evidence, at: Date): Gap {
  const gap = (standing: Gap['standing'], why: string): Gap => ({ model, standing, why });
  if (missing > 0) return gap('not known', `${missing} deployments were never read on this machine`);
  const moment = at.getTime();
  const before = deployments.findLast(({ started }) => Date.parse(started) <= moment);
  if (before !== undefined) return gap('not known', leftBy(before, moment));
  const known = versions.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
  const [first] = deployments;
  if (known !== undefined && Date.parse(known.at) <= moment) {
    const then = first === undefined ? 'there was none since' : `the first one began at ${first.started}`;
    return gap('nothing yet', `nothing of it had been deployed to ${environment}: ${then}`);
  }
  // What was in service before Assay was asked to put something there, nobody told it.
  if (known === undefined && first === undefined)
    return gap('not known', 'the ledger has neither a version nor a deployment of it');
  const starts =
    first === undefined ? [] : [{ what: `the deployment of ${first.version}`, at: first.started }];
  const begins = [...(known === undefined ? [] : [{ what: known.version, at: known.at }]), ...starts];
  const [begin] = begins.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return gap('not known', `the ledger begins to know of it with ${begin?.what}, at ${begin?.at}`);
}

/** What a deployment that was begun by then, and did not serve, leaves open. */
function leftBy({ version, started, from, to, outcome }: Deployment, moment: number): string {
  if (from !== null && Date.parse(from) > moment)
    return `${version} was on its way: its deployment began at ${started}, and it serves since ${from}`;
  if (to !== null) return `${version} is known to have served until ${to}`;
  if (outcome === 'pending')
    return `the deployment of ${version} began at ${started}, and was not heard of since`;
  return `the deployment of ${version} that began at ${started} did not come into service (${outcome})`;
}
