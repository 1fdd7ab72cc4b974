/** Stands in for actions/download-artifact, for artifacts of the same run: the same client and inputs. */
import { resolve } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import * as core from '@actions/core';

const client = new DefaultArtifactClient();
const wanted = { id: Number(core.getInput('artifact-ids')), name: core.getInput('name') };
const { artifacts } = await client.listArtifacts();
const found = artifacts.find(({ id, name }) => id === wanted.id || name === wanted.name);
if (found === undefined) throw new Error(`the run has no artifact ${wanted.id || wanted.name}`);
const path = resolve(core.getInput('path') || '.');
const { digestMismatch } = await client.downloadArtifact(found.id, {
  path,
  ...(found.digest === undefined ? {} : { expectedHash: found.digest }),
});
if (digestMismatch) core.setFailed(`the bytes of ${found.name} are not those that were uploaded`);
core.setOutput('download-path', path);
