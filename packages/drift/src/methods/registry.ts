import { psiDeciles } from './deciles.ts';
import { js, kl, psi } from './divergences.ts';
import * as evidently from './evidently.ts';
import { ks } from './ks.ts';
import type { DriftMethod } from './method.ts';
import * as nannyml from './nannyml.ts';
import { nullRate } from './null-rate.ts';
import { chi2, tv } from './shares-tests.ts';
import { psiSoda } from './soda.ts';
import * as tfdv from './tfdv.ts';
import { wasserstein } from './wasserstein.ts';

/** Every drift method, in the order of documentation. A new one is its file and its line here. */
export const methods: readonly DriftMethod[] = [
  ks,
  psi,
  js,
  kl,
  wasserstein,
  chi2,
  tv,
  nullRate,
  evidently.ks,
  evidently.psi,
  evidently.js,
  evidently.kl,
  evidently.wassersteinMethod,
  evidently.defaultMethod,
  nannyml.jsMethod,
  tfdv.linf,
  tfdv.jsd,
  psiSoda,
  psiDeciles,
];
