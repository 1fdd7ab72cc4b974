import { counted } from '../text/words.ts';
import type { Life } from './life.ts';
import type { Timeline, TimelineEvent } from './model.ts';
import { recordEvent } from './record-event.ts';
import { deploymentEvent, versionEvent } from './release-events.ts';
import { retrainingEvent, watchEvents } from './watch-events.ts';

/** The life of a model as a timeline: each verdict, version, deployment, alarm and retraining at the time of its run. */
export function composeTimeline(life: Life, madeBy: string): Timeline {
  const { model, records, versions, deployments, watches, retrainings, drift } = life;
  const events: TimelineEvent[] = [
    ...records.map(recordEvent),
    ...versions.map(versionEvent),
    ...deployments.map((deployment) => deploymentEvent(deployment, deployments)),
    ...watches.flatMap((watch) => watchEvents(watch, drift)),
    ...retrainings.map((attempt) => retrainingEvent(attempt, watches)),
  ];
  events.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return { model, summary: summaryOf(life), events, madeBy };
}

function summaryOf({ deployments, environment, versions, records }: Life): string {
  const serving = deployments.findLast(({ outcome, to }) => outcome === 'healthy' && to === null);
  const parts = [
    serving === undefined
      ? `nothing is in service in ${environment}`
      : `${serving.version} is in service in ${environment}`,
    counted(versions.length, 'version'),
    counted(records.filter(({ verdict }) => verdict !== undefined).length, 'verdict'),
  ];
  return parts.join(' · ');
}
