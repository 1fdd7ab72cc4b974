export type { Agreement, AgreementOptions, AgreementReason } from './agreement.ts';
export { cohensKappa, type KappaWeights } from './cohen.ts';
export { fleissKappa } from './fleiss.ts';
export { krippendorffAlpha } from './krippendorff.ts';
export type { Ratings } from './ratings.ts';
export type { AlphaScale } from './scale.ts';
